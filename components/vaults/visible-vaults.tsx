'use client'

import { useQuery } from '@tanstack/react-query'
import Vault from 'lucide-react/icons/vault'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { StaticTable } from '#components/ui/static-table.tsx'
import { failureFrom } from '#lib/features/api/client.ts'
import { visibleVaultsQuery } from '#lib/features/vaults/client.ts'
import { PartialNotice } from './partial-notice.tsx'
import { TagsCell } from './vault-columns.tsx'
import { permissionModelWord, regionWord } from './vault-words.ts'

const columns = [
  { id: 'name', header: 'Vault' },
  { id: 'uri', header: 'URI' },
  { id: 'subscription', header: 'Subscription' },
  { id: 'region', header: 'Region' },
  { id: 'permissions', header: 'Permissions' },
  { id: 'tags', header: 'Tags' },
] as const

/** The vaults that this person's Azure roles let them see, as Azure Resource Manager answers them. */
export function VisibleVaults() {
  const query = useQuery(visibleVaultsQuery())
  const vaults = query.data?.items
  const retry = () => void query.refetch()
  const problem = query.isError && (
    <FailurePanel failure={failureFrom(query.error)} onRetry={retry} retrying={query.isFetching} />
  )
  if (vaults === undefined && problem) return problem
  return (
    <div className="grid gap-4">
      {problem}
      <PartialNotice
        failures={query.data?.failures ?? []}
        what="vaults"
        onRetry={retry}
        retrying={query.isFetching}
      />
      <Panel title="Vaults you can see" note={vaults?.length} padding="none">
        {vaults === undefined ? (
          <LoadingState label="Reading the vaults you can see" lines={4} />
        ) : vaults.length === 0 ? (
          <EmptyState icon={<Vault aria-hidden />} title="Azure shows you no vaults">
            A vault is shown to whoever holds a role on it, such as Reader. An owner of the
            subscription can grant one.
          </EmptyState>
        ) : (
          <StaticTable
            label="Vaults you can see"
            columns={columns}
            rows={vaults.map((vault) => ({
              key: vault.id,
              cells: [
                vault.name,
                <MonoId key="uri" value={vault.uri} label={`URI of ${vault.name}`} />,
                vault.subscriptionName,
                regionWord(vault),
                permissionModelWord(vault),
                <TagsCell key="tags" tags={vault.tags} />,
              ],
            }))}
          />
        )}
      </Panel>
    </div>
  )
}
