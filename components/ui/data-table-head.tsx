'use client'

import ArrowDown from 'lucide-react/icons/arrow-down'
import ArrowUp from 'lucide-react/icons/arrow-up'
import { CheckBox } from './check-box.tsx'
import { cx } from './cx.ts'
import type { TableRow } from './data-table-model.ts'
import { nextSort, toggleAll } from './data-table-rules.ts'
import { type DataColumn, hiddenBelow, type TableState } from './data-table-types.ts'

interface DataTableHeadProps<Row extends object> {
  columns: readonly DataColumn<Row>[]
  /** The rows that match, whether drawn or not: what "all" means in "select all". */
  rows: readonly TableRow<Row>[]
  state: TableState
  selected: ReadonlySet<string>
  onStateChange: (change: Partial<TableState>) => void
  selectable: boolean
}

/** Column names, each a button that sorts; sticks to the top while the rows run under it. */
export function DataTableHead<Row extends object>({
  columns,
  rows,
  state,
  selected,
  onStateChange,
  selectable,
}: DataTableHeadProps<Row>) {
  return (
    <thead className="sticky top-0 z-10">
      <tr aria-rowindex={1}>
        {selectable && (
          <SelectAll rows={rows} state={state} selected={selected} onStateChange={onStateChange} />
        )}
        {columns.map((column) => (
          <HeadCell key={column.id} column={column} state={state} onStateChange={onStateChange} />
        ))}
      </tr>
    </thead>
  )
}

const cell = 'h-9 border-b border-line bg-panel font-normal text-ink-3'

function HeadCell<Row extends object>({
  column,
  state,
  onStateChange,
}: Pick<DataTableHeadProps<Row>, 'state' | 'onStateChange'> & { column: DataColumn<Row> }) {
  const sort = state.sort?.id === column.id ? state.sort : null
  const end = column.align === 'end'
  const Arrow = sort?.desc ? ArrowDown : ArrowUp
  return (
    <th
      scope="col"
      aria-sort={sort ? (sort.desc ? 'descending' : 'ascending') : undefined}
      className={cx(cell, 'px-3 first:pl-4 last:pr-4', end && 'text-right', hiddenBelow(column))}
    >
      {column.sortValue === undefined ? (
        <span className="block truncate">{column.header}</span>
      ) : (
        <button
          type="button"
          onClick={() => onStateChange({ sort: nextSort(column.id, state.sort) })}
          className={cx(
            'group inline-flex max-w-full items-center gap-1 rounded-sm hover:text-ink',
            sort && 'font-medium text-ink',
          )}
        >
          <span className="truncate">{column.header}</span>
          <Arrow
            aria-hidden
            className={cx(
              'size-3',
              !sort && 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60',
            )}
          />
        </button>
      )}
    </th>
  )
}

function SelectAll<Row extends object>({
  rows,
  state,
  selected,
  onStateChange,
}: Pick<DataTableHeadProps<Row>, 'rows' | 'state' | 'selected' | 'onStateChange'>) {
  const chosen = selected.size === 0 ? 0 : rows.filter((row) => selected.has(row.id)).length
  const all = rows.length > 0 && chosen === rows.length
  return (
    <th scope="col" className={cx(cell, 'pl-4')}>
      <CheckBox
        aria-label="Select all rows"
        checked={all}
        indeterminate={chosen > 0 && !all}
        disabled={rows.length === 0}
        onChange={() => {
          const keys = rows.map((row) => row.id)
          onStateChange({ selected: toggleAll(state.selected, keys) })
        }}
      />
    </th>
  )
}
