'use client'

import { rowIssuer, rowKey } from '#components/certificates/certificate-facts.ts'
import { statusWord } from '#components/certificates/status-badge.tsx'
import { FilterPicker } from '#components/ui/filter-picker.tsx'
import { FilterMenu } from '#components/ui/table-toolbar.tsx'
import { certificateStatuses } from '#lib/domain/certificates/status.ts'
import { ChecksFilter } from './checks-filter.tsx'
import { expiryOptions, type FleetFilters, optionsOf, tagsOf } from './fleet-filters.ts'
import type { FleetRow } from './fleet-rows.ts'

const statusOptions = certificateStatuses.map((value) => ({ value, label: statusWord(value) }))

interface FleetFilterBarProps {
  rows: readonly FleetRow[]
  filters: FleetFilters
  onChange: (change: Partial<FleetFilters>) => void
}

/** By what the table can be filtered. */
export function FleetFilterBar({ rows, filters, onChange }: FleetFilterBarProps) {
  return (
    <>
      <FilterMenu
        terse
        label="Status"
        options={statusOptions}
        value={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <FilterMenu
        terse
        label="Expires"
        options={expiryOptions(filters.expires)}
        value={filters.expires}
        onChange={(expires) => onChange({ expires })}
      />
      <FilterPicker
        terse
        label="Vault"
        options={() => optionsOf(rows, ({ vault }) => [vault])}
        value={filters.vault}
        onChange={(vault) => onChange({ vault })}
      />
      <FilterPicker
        terse
        label="Issuer"
        options={() => optionsOf(rows, (row) => rowIssuer(row) ?? [])}
        value={filters.issuer}
        onChange={(issuer) => onChange({ issuer })}
      />
      <FilterPicker
        terse
        label="Key"
        options={() => optionsOf(rows, (row) => rowKey(row) ?? [])}
        value={filters.key}
        onChange={(key) => onChange({ key })}
      />
      <FilterPicker
        terse
        label="Tag"
        options={() => optionsOf(rows, tagsOf)}
        value={filters.tag}
        onChange={(tag) => onChange({ tag })}
      />
      <ChecksFilter value={filters.check} onChange={(check) => onChange({ check })} />
    </>
  )
}
