'use client'

import VaultIcon from 'lucide-react/icons/vault'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { MonoId } from '#components/ui/mono-id.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RowList } from '#components/ui/row-list.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { visibleVaultsQuery } from '#lib/features/vaults/client.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { PartialNotice } from './partial-notice.tsx'
import { tagText } from './tags-cell.tsx'
import { permissionModelWord } from './vault-words.ts'

/** The vaults that this person's Azure roles let them see, as Azure Resource Manager answers them. */
export function VisibleVaults() {
  const { data, failure, reading, retry } = useRead(visibleVaultsQuery())
  const vaults = data?.items
  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (vaults === undefined && problem) return problem
  return (
    <div className="grid gap-4">
      {problem}
      <PartialNotice
        failures={data?.failures ?? []}
        what="vaults"
        onRetry={retry}
        retrying={reading}
      />
      <Panel title="Vaults you can see" note={vaults?.length} padding="none">
        {vaults === undefined ? (
          <LoadingState label="Reading the vaults you can see" lines={4} />
        ) : vaults.length === 0 ? (
          <EmptyState icon={<VaultIcon aria-hidden />} title="Azure shows you no vaults">
            A vault is shown to whoever holds a role on it, such as Reader. An owner of the
            subscription can grant one.
          </EmptyState>
        ) : (
          <RowList label="Vaults you can see">
            {vaults.map((vault) => (
              <li
                key={vault.id}
                className="grid items-center gap-x-4 gap-y-0.5 px-4 py-2 md:min-h-10.5 md:grid-cols-[11rem_12rem_minmax(0,1fr)_auto]"
              >
                <span className="truncate font-medium">{vault.name}</span>
                <span className="truncate">{vault.subscriptionName}</span>
                <span className="text-ink-2 md:truncate">{facts(vault)}</span>
                <MonoId value={vault.uri} label={`URI of ${vault.name}`} className="text-ink-3" />
              </li>
            ))}
          </RowList>
        )}
      </Panel>
    </div>
  )
}

function facts(vault: Vault): string {
  return [vault.region, permissionModelWord(vault), tagText(vault.tags)]
    .filter((fact) => fact !== '')
    .join(' · ')
}
