'use client'

import ChevronDown from 'lucide-react/icons/chevron-down'
import Columns from 'lucide-react/icons/columns-3'
import Search from 'lucide-react/icons/search'
import X from 'lucide-react/icons/x'
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { cx } from './cx.ts'
import type { DataColumn, TableState } from './data-table-types.ts'
import { Menu } from './menu.tsx'

interface TableToolbarProps<Row> {
  columns: readonly DataColumn<Row>[]
  state: TableState
  onStateChange: (change: Partial<TableState>) => void
  /** What the search looks in: `Name, subject, thumbprint`. Also its name for assistive technology. */
  searchLabel: string
  /** FilterMenus. */
  filters?: ReactNode
  /** `38 certificates · 2 selected`. Announced when it changes. */
  summary?: ReactNode
}

/** Above a DataTable: search, filters, how many there are, which columns. */
export function TableToolbar<Row>({
  columns,
  state,
  onStateChange,
  searchLabel,
  filters,
  summary,
}: TableToolbarProps<Row>) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label={searchLabel}
        value={state.search}
        onChange={(search) => onStateChange({ search })}
        className="w-full sm:w-70"
      />
      {filters}
      <div className="ml-auto flex items-center gap-2">
        {summary !== undefined && (
          <span role="status" className="text-ink-3">
            {summary}
          </span>
        )}
        <Menu
          label="Columns"
          align="end"
          trigger={(trigger) => (
            <Button {...trigger} icon={<Columns aria-hidden />} className="max-sm:hidden">
              Columns
            </Button>
          )}
          items={columns.slice(1).map((column) => ({
            kind: 'checkbox',
            label: column.header,
            checked: !state.hidden.includes(column.id),
            onSelect: () => onStateChange({ hidden: toggled(state.hidden, column.id) }),
          }))}
        />
      </div>
    </div>
  )
}

function toggled(ids: readonly string[], id: string): string[] {
  return ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]
}

interface SearchFieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  className?: string
}

/**
 * A search box that answers each key press at once, even when its owner keeps the value in the URL and
 * takes a moment to give it back.
 */
export function SearchField({ label, value, onChange, className }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const change = (next: string) => {
    setTyped(next)
    onChange(next)
  }
  return (
    <div className={cx('relative', className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3"
      />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && typed !== '') change('')
        }}
        autoComplete="off"
        spellCheck={false}
        className="h-8 w-full rounded-md border border-line-strong bg-panel pr-8 pl-8.5 text-ellipsis shadow-panel focus-visible:outline-offset-0 [&::-webkit-search-cancel-button]:hidden"
      />
      {typed !== '' && (
        <button
          type="button"
          aria-label="Clear search"
          onClick={() => change('')}
          className="absolute top-1 right-1 flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </div>
  )
}

interface FilterMenuProps {
  /** What is filtered by: `Status`. */
  label: string
  options: readonly { value: string; label: string }[]
  /** Null = any. */
  value: string | null
  onChange: (value: string | null) => void
  /** One of many in a row: "any" is not written while nothing is chosen. */
  terse?: boolean
}

/** A filter with one choice: shows what is chosen, and one press takes it back. */
export function FilterMenu({ label, options, value, onChange, terse = false }: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value)
  return (
    <FilterFrame
      label={label}
      chosen={chosen?.label ?? null}
      onClear={() => onChange(null)}
      terse={terse}
    >
      {(face) => (
        <Menu
          label={label}
          trigger={(trigger) => (
            <Button {...trigger} className={face.className}>
              {face.words}
            </Button>
          )}
          items={[
            { kind: 'radio', label: 'Any', checked: !chosen, onSelect: () => onChange(null) },
            ...options.map((option) => ({
              kind: 'radio' as const,
              label: option.label,
              checked: option.value === value,
              onSelect: () => onChange(option.value),
            })),
          ]}
        />
      )}
    </FilterFrame>
  )
}

interface FilterFrameProps {
  label: string
  /** In words; null = any. */
  chosen: string | null
  onClear: () => void
  terse: boolean
  /** Draws the button, with its words and its class, and what it opens. */
  children: (face: { words: ReactNode; className: string }) => ReactNode
}

/** The face of a filter, whatever it opens: what is filtered by, what is chosen, a press that takes it back. */
export function FilterFrame({ label, chosen, onClear, terse, children }: FilterFrameProps) {
  const words = (
    <>
      <span className="font-normal text-ink-2">{label}</span>
      <span className={chosen === null && terse ? 'visually-hidden' : 'max-w-40 truncate'}>
        {chosen ?? 'any'}
      </span>
      {chosen === null && <ChevronDown aria-hidden className="text-ink-3" />}
    </>
  )
  return (
    <span className="inline-flex">
      {children({
        words,
        className: cx('gap-1.5!', chosen !== null && 'rounded-r-none border-r-0'),
      })}
      {chosen !== null && (
        <button
          type="button"
          aria-label={`Clear filter ${label}`}
          onClick={onClear}
          className="flex h-8 w-7 items-center justify-center rounded-r-md border border-l-0 border-line-strong bg-panel text-ink-3 shadow-panel hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  )
}
