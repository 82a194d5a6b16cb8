'use client'

import { FilterMenu } from '#components/ui/table-toolbar.tsx'
import { checkTitles } from './check-titles.ts'
import { anyCheck } from './fleet-filters.ts'

const options = [
  { value: anyCheck, label: 'any fails' },
  ...checkTitles.map(({ id, title }) => ({ value: id, label: title })),
]

interface ChecksFilterProps {
  value: string | null
  onChange: (value: string | null) => void
}

/** Certificates that fail a renewal check, or one of them. */
export function ChecksFilter({ value, onChange }: ChecksFilterProps) {
  return (
    <FilterMenu
      terse
      label="Renewal check"
      options={options}
      value={options.find((option) => option.value === value)?.value ?? null}
      onChange={onChange}
    />
  )
}
