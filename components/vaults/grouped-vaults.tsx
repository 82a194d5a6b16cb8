'use client'

import { useMemo } from 'react'
import { DataTable } from '#components/ui/data-table.tsx'
import { matches, searchWords } from '#components/ui/data-table-rules.ts'
import type { TableState } from '#components/ui/data-table-types.ts'
import { type Grouping, groupVaults } from '#lib/domain/vault-groups.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { vaultColumns } from './vault-columns.tsx'
import { groupingWords } from './vault-groupings.ts'

interface GroupedVaultsProps {
  vaults: readonly Vault[]
  by: Grouping
  state: TableState
  onStateChange: (change: Partial<TableState>) => void
}

/** One table to a group; groups in which the search finds nothing are left out. */
export function GroupedVaults({ vaults, by, state, onStateChange }: GroupedVaultsProps) {
  const groups = useMemo(() => {
    const words = searchWords(state.search)
    const found = vaults.filter((vault) => matches(textOf(vault), words))
    return groupVaults(found, by)
  }, [vaults, by, state.search])
  if (groups.length === 0) {
    return (
      <p className="rounded-lg border border-line bg-panel px-4 py-10 text-center text-ink-2">
        Nothing here matches “{state.search.trim()}”.
      </p>
    )
  }
  return groups.map(({ key, value, vaults: rows }) => {
    const title = value === null ? groupingWords[by].without : value
    return (
      <section key={key} aria-label={title} className="grid gap-2">
        <h2 className="flex items-baseline gap-2 font-semibold">
          {title}
          <span className="font-normal text-ink-3">
            {rows.length === 1 ? '1 vault' : `${rows.length} vaults`}
          </span>
        </h2>
        <DataTable
          label={`Vaults: ${title}`}
          columns={vaultColumns}
          rows={rows}
          rowKey={(vault) => vault.id}
          rowLabel={(vault) => vault.name}
          state={state}
          onStateChange={onStateChange}
          empty={null}
        />
      </section>
    )
  })
}

function textOf(vault: Vault): string {
  return vaultColumns
    .flatMap((column) => column.searchText?.(vault) ?? [])
    .join('\n')
    .toLowerCase()
}
