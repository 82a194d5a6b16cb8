'use client'

import Vault from 'lucide-react/icons/vault'
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { Button } from '#components/ui/button.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { FilterMenu, TableToolbar } from '#components/ui/table-toolbar.tsx'
import { type Grouping, groupings } from '#lib/domain/vault-groups.ts'
import { vaultsQuery } from '#lib/features/vaults/client.ts'
import { PartialNotice } from './partial-notice.tsx'
import { vaultColumns } from './vault-columns.tsx'
import { groupingWords } from './vault-groupings.ts'

const GroupedVaults = dynamic(
  () => import('./grouped-vaults.tsx').then((module) => module.GroupedVaults),
  { loading: () => null },
)
const MixedVaultsNotice = dynamic(
  () => import('./mixed-vaults-notice.tsx').then((module) => module.MixedVaultsNotice),
  { ssr: false },
)

const OpenByName = dynamic(() => import('./open-by-name.tsx').then((module) => module.OpenByName), {
  ssr: false,
})

const byName = { id: 'name', desc: false }

/** Every vault that the user can see in Azure Resource Manager. */
export function VaultsTable() {
  const { data, failure, reading, retry } = useRead(vaultsQuery())
  const [state, setState] = useTableUrlState(vaultColumns, { sort: byName })
  const [query, changeQuery] = useUrlState()
  const subscription = query.get('subscription')
  const by = groupings.find((one) => one === query.get('group')) ?? null

  const all = data?.items
  const rows = useMemo(
    () =>
      subscription === null ? all : all?.filter((vault) => vault.subscriptionId === subscription),
    [all, subscription],
  )
  const subscriptions = useMemo(() => {
    const names = new Map(all?.map((vault) => [vault.subscriptionId, vault.subscriptionName]))
    return [...names].map(([value, label]) => ({ value, label }))
  }, [all])

  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (data === undefined && problem) return problem
  return (
    <div className="grid gap-3">
      {problem}
      <PartialNotice
        failures={data?.failures ?? []}
        what="vaults"
        onRetry={retry}
        retrying={reading}
      />
      <MixedVaultsNotice />
      <TableToolbar
        columns={vaultColumns}
        state={state}
        onStateChange={setState}
        searchLabel="Name, group, region, tag"
        filters={
          <>
            {subscriptions.length > 1 && (
              <FilterMenu
                label="Subscription"
                options={subscriptions}
                value={subscription}
                onChange={(value) => changeQuery({ subscription: value })}
              />
            )}
            <GroupMenu by={by} onChange={(value) => changeQuery({ group: value })} />
          </>
        }
        summary={all && (all.length === 1 ? '1 vault' : `${all.length} vaults`)}
      />
      {by !== null && rows !== undefined && rows.length > 0 ? (
        <GroupedVaults vaults={rows} by={by} state={state} onStateChange={setState} />
      ) : (
        <DataTable
          label="Vaults"
          columns={vaultColumns}
          rows={rows}
          rowKey={(vault) => vault.id}
          rowLabel={(vault) => vault.name}
          state={state}
          onStateChange={setState}
          empty={
            all !== undefined && all.length > 0 ? (
              'No vault in this subscription.'
            ) : (
              <EmptyState
                icon={<Vault aria-hidden />}
                title="You can see no vaults"
                action={<OpenByName />}
              >
                Azure shows a vault to whoever holds a role on it, such as Reader. An owner of the
                subscription can grant one. It appears here a few minutes later. If an access policy
                lets you in, open the vault by its name.
              </EmptyState>
            )
          }
        />
      )}
    </div>
  )
}

interface GroupMenuProps {
  by: Grouping | null
  onChange: (by: Grouping | null) => void
}

function GroupMenu({ by, onChange }: GroupMenuProps) {
  return (
    <Menu
      label="Group by"
      trigger={(trigger) => (
        <Button {...trigger}>
          Group by: {by === null ? 'nothing' : groupingWords[by].label.toLowerCase()}
        </Button>
      )}
      items={[
        { kind: 'radio', label: 'Nothing', checked: by === null, onSelect: () => onChange(null) },
        ...groupings.map((one) => ({
          kind: 'radio' as const,
          label: groupingWords[one].label,
          checked: one === by,
          onSelect: () => onChange(one),
        })),
      ]}
    />
  )
}
