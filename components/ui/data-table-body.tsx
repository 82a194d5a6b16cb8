'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type RefObject, useRef } from 'react'
import { CheckBox } from './check-box.tsx'
import { cx } from './cx.ts'
import type { TableRow } from './data-table-model.ts'
import { type DataColumn, hiddenBelow, type TableState } from './data-table-types.ts'

interface DataTableBodyProps<Row extends object> {
  columns: readonly DataColumn<Row>[]
  rows: readonly TableRow<Row>[]
  rowLabel: (row: Row) => string
  state: TableState
  onStateChange: (change: Partial<TableState>) => void
  selectable: boolean
  scroller: RefObject<HTMLElement | null>
}

/** Height of a row in px; the class below says the same. */
const rowHeight = 38
/** Up to here all rows are drawn: the browser's own search and print then see them. */
const drawnWhole = 100

/** The rows: all of them when few, else those in sight and a few more. */
export function DataTableBody<Row extends object>(props: DataTableBodyProps<Row>) {
  const { rows, columns, scroller, selectable } = props
  const virtual = rows.length > drawnWhole
  const virtualizer = useVirtualizer({
    enabled: virtual,
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  const items = virtual ? virtualizer.getVirtualItems() : []
  // The server, and the browser's first pass, know no size yet: they draw a windowful.
  const first = items[0]?.index ?? 0
  const end = virtual ? (items.at(-1)?.index ?? 39) + 1 : rows.length
  const span = columns.length + (selectable ? 1 : 0)
  const toggle = useToggle(props)

  return (
    <tbody>
      <Spacer height={first * rowHeight} span={span} />
      {rows.slice(first, end).map((row, offset) => (
        <BodyRow
          key={row.id}
          row={row.original}
          id={row.id}
          index={first + offset}
          selected={row.getIsSelected()}
          columns={columns}
          rowLabel={props.rowLabel}
          toggle={selectable ? toggle : null}
        />
      ))}
      <Spacer height={(rows.length - end) * rowHeight} span={span} />
    </tbody>
  )
}

/** Holds the place of rows that are not drawn. By attribute: a `style` in server HTML would be refused. */
function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td colSpan={span} height={height} className="p-0" />
    </tr>
  )
}

interface BodyRowProps<Row extends object> {
  row: Row
  id: string
  index: number
  selected: boolean
  columns: readonly DataColumn<Row>[]
  rowLabel: (row: Row) => string
  toggle: ((id: string, range: boolean) => void) | null
}

function PlainBodyRow<Row extends object>({
  row,
  id,
  index,
  selected,
  columns,
  rowLabel,
  toggle,
}: BodyRowProps<Row>) {
  const cell =
    'h-[38px] overflow-hidden border-b border-line px-3 text-ellipsis whitespace-nowrap first:pl-4 last:pr-4 group-last:border-b-0'
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={toggle ? selected : undefined}
      className={cx('group', selected ? 'bg-brass-tint' : 'hover:bg-hover')}
    >
      {toggle && (
        <td className={cell}>
          <CheckBox
            aria-label={`Select ${rowLabel(row)}`}
            checked={selected}
            onChange={(event) => {
              const press = event.nativeEvent
              toggle(id, 'shiftKey' in press && press.shiftKey === true)
            }}
          />
        </td>
      )}
      {columns.map((column, place) => {
        const className = cx(cell, column.align === 'end' && 'text-right', hiddenBelow(column))
        return place === 0 ? (
          <th key={column.id} scope="row" className={cx(className, 'font-medium')}>
            {column.cell(row)}
          </th>
        ) : (
          <td key={column.id} className={cx(className, 'text-ink-2')}>
            {column.cell(row)}
          </td>
        )
      })}
    </tr>
  )
}

// While scrolling only the rows that come into sight are drawn. The cast gives memo its generic back.
const BodyRow = memo(PlainBodyRow) as typeof PlainBodyRow

/** Selects or deselects a row; with Shift all rows from the last one pressed. Stable between renders. */
function useToggle<Row extends object>({ rows, state, onStateChange }: DataTableBodyProps<Row>) {
  const latest = useRef({ rows, state, onStateChange })
  latest.current = { rows, state, onStateChange }
  const anchor = useRef<string | null>(null)
  const stable = useRef((id: string, range: boolean) => {
    const { rows, state, onStateChange } = latest.current
    const selected = new Set(state.selected)
    const on = !selected.has(id)
    const keys = rows.map((row) => row.id)
    const from = range && anchor.current !== null ? keys.indexOf(anchor.current) : -1
    const to = keys.indexOf(id)
    const span = from < 0 ? [id] : keys.slice(Math.min(from, to), Math.max(from, to) + 1)
    for (const key of span) {
      if (on) selected.add(key)
      else selected.delete(key)
    }
    anchor.current = id
    onStateChange({ selected: [...selected] })
  })
  return stable.current
}
