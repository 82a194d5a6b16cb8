'use client'

import {
  lazy,
  memo,
  type ReactNode,
  type RefObject,
  Suspense,
  useRef,
  useSyncExternalStore,
} from 'react'
import { CheckBox } from './check-box.tsx'
import { cx } from './cx.ts'
import type { TableRow } from './data-table-model.ts'
import { toggleRows } from './data-table-rules.ts'
import { type DataColumn, hiddenBelow, type TableState } from './data-table-types.ts'
import { useKeptFocus } from './use-kept-focus.ts'

const VirtualWindow = lazy(() =>
  import('./virtual-window.tsx').then((module) => ({ default: module.VirtualWindow })),
)

interface DataTableBodyProps<Row extends object> {
  columns: readonly DataColumn<Row>[]
  rows: readonly TableRow<Row>[]
  rowLabel: (row: Row) => string
  state: TableState
  selected: ReadonlySet<string>
  onStateChange: (change: Partial<TableState>) => void
  selectable: boolean
  /** Rows there are in all. */
  total: number
  /** In a narrow window each row has two lines, for what has no column there. */
  twoLines: boolean
  scroller: RefObject<HTMLElement | null>
}

/** Height of a row in px, and of one that holds two lines in a narrow window; `cellClass` says the same. */
const heights = { row: 38, tall: 54 }
/**
 * A table of up to so many rows is drawn whole: the browser's own search and print then see all of it.
 * By all rows, not by those that match: a change of ways in the midst of typing would cost a key press.
 */
const drawnWhole = 100
/** A windowful, for the server and until the size of the window is known. */
const windowful = 30

/** The rows: all of them when few, else those in sight and a few more. */
export function DataTableBody<Row extends object>(props: DataTableBodyProps<Row>) {
  const { rows, columns, rowLabel, selected, selectable, total, twoLines, scroller } = props
  const narrow = useNarrow()
  const rowHeight = twoLines && narrow ? heights.tall : heights.row
  const toggle = useToggle(props)
  const body = useRef<HTMLTableSectionElement>(null)
  useKeptFocus(body, rows)

  const draw = (first: number, end: number): ReactNode => (
    <>
      <Spacer height={first * rowHeight} />
      {rows.slice(first, end).map((row, offset) => (
        <BodyRow
          key={row.id}
          row={row.original}
          id={row.id}
          index={first + offset}
          selected={selected.has(row.id)}
          columns={columns}
          rowLabel={rowLabel}
          toggle={selectable ? toggle : null}
          twoLines={twoLines}
        />
      ))}
      <Spacer height={(rows.length - end) * rowHeight} />
    </>
  )
  return (
    <tbody ref={body}>
      {total <= drawnWhole ? (
        draw(0, rows.length)
      ) : (
        <Suspense fallback={draw(0, Math.min(windowful, rows.length))}>
          <VirtualWindow
            count={rows.length}
            rowHeight={rowHeight}
            before={windowful}
            scroller={scroller}
          >
            {draw}
          </VirtualWindow>
        </Suspense>
      )}
    </tbody>
  )
}

/**
 * Holds the place of rows that are not drawn. By attribute: a `style` in server HTML would be refused.
 * One cell is enough; a span over columns that a narrow window leaves out would bring them back.
 */
function Spacer({ height }: { height: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden>
      <td height={height} className="p-0" />
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
  twoLines: boolean
}

const cellClass =
  'h-[38px] overflow-hidden border-b border-line px-3 text-ellipsis whitespace-nowrap first:pl-4 last:pr-4 group-last:border-b-0'

function PlainBodyRow<Row extends object>({
  row,
  id,
  index,
  selected,
  columns,
  rowLabel,
  toggle,
  twoLines,
}: BodyRowProps<Row>) {
  const cell = twoLines ? `${cellClass} max-sm:h-[54px]` : cellClass
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

const narrowWindow = '(width < 40rem)'

/** True where `sm` begins to leave columns out. */
function useNarrow(): boolean {
  return useSyncExternalStore(subscribeNarrow, isNarrow, () => false)
}

function isNarrow(): boolean {
  return window.matchMedia(narrowWindow).matches
}

function subscribeNarrow(changed: () => void): () => void {
  const query = window.matchMedia(narrowWindow)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}

/** Turns rows on and off; the function stays the same, so that rows need not be drawn again. */
function useToggle<Row extends object>(props: DataTableBodyProps<Row>) {
  const latest = useRef(props)
  latest.current = props
  const anchor = useRef<string | null>(null)
  const stable = useRef((id: string, range: boolean) => {
    const { rows, state, onStateChange } = latest.current
    const keys = rows.map((row) => row.id)
    onStateChange({ selected: toggleRows(state.selected, keys, id, range ? anchor.current : null) })
    anchor.current = id
  })
  return stable.current
}
