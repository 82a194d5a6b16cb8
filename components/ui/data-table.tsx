'use client'

import { Fragment, type ReactNode, useMemo, useRef } from 'react'
import { cx } from './cx.ts'
import { DataTableBody } from './data-table-body.tsx'
import { DataTableHead } from './data-table-head.tsx'
import { type TableModel, useTableModel } from './data-table-model.ts'
import { SkeletonRows } from './data-table-skeleton.tsx'
import { type DataColumn, hiddenBelow, type TableState } from './data-table-types.ts'

interface DataTableProps<Row extends object> {
  /** Names the table: `Certificates in contoso`. */
  label: string
  /** Stable between renders (module scope or useMemo). The first opens the object: give its cell a link. */
  columns: readonly DataColumn<Row>[]
  /** Undefined = not read yet: shows the shape of rows. */
  rows: readonly Row[] | undefined
  rowKey: (row: Row) => string
  /** What a row is called, for its checkbox: `Select www`. */
  rowLabel: (row: Row) => string
  state: TableState
  /** Receives what changed only; the page merges it, for example into the URL. */
  onStateChange: (change: Partial<TableState>) => void
  /** Adds checkboxes. */
  selectable?: boolean
  /** Some sources could not be read: what is missing, above the rows; a Banner or an ErrorPanel. */
  partial?: ReactNode
  /** Stands in the place of the rows when there are none at all; an EmptyState. */
  empty: ReactNode
  /** Stands there when the search matches nothing; a plain sentence with a way back by default. */
  noMatch?: ReactNode
  /** Rows are being read again; the old ones stay. */
  refreshing?: boolean
  /** In a narrow window rows have two lines: cells say there what has no column. */
  twoLines?: boolean
}

/**
 * The main instrument: sort, search, hide columns, select; virtual rows above a hundred. All its state
 * comes from outside. Sizes are set by attributes, never by `style`, so a strict style-src holds.
 */
export function DataTable<Row extends object>({ rows, rowKey, ...rest }: DataTableProps<Row>) {
  const model = useTableModel(rest.columns, rows ?? none, rowKey, rest.state)
  return <ModelTable {...rest} model={rows === undefined ? undefined : model} />
}

interface ModelTableProps<Row extends object> extends Omit<DataTableProps<Row>, 'rows' | 'rowKey'> {
  /** Of `useTableModel`; undefined = not read yet. */
  model: TableModel<Row> | undefined
}

/** The same for a page that needs to know which rows are shown, and so makes the model itself. */
export function ModelTable<Row extends object>({
  label,
  columns,
  model: known,
  rowLabel,
  state,
  onStateChange,
  selectable = false,
  partial,
  empty,
  noMatch,
  refreshing = false,
  twoLines = false,
}: ModelTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null)
  const visible = useMemo(
    () => columns.filter((column, index) => index === 0 || !state.hidden.includes(column.id)),
    [columns, state.hidden],
  )
  const model = known ?? nothing
  const selected = useMemo(() => new Set(state.selected), [state.selected])
  const loading = known === undefined

  if (!loading && model.total === 0 && partial === undefined) {
    return <div className="rounded-lg border border-line bg-panel shadow-panel">{empty}</div>
  }
  return (
    <div className="min-w-0 overflow-clip rounded-lg border border-line bg-panel shadow-panel">
      {partial !== undefined && <div className="border-b border-line p-3">{partial}</div>}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of scrolling content; a fieldset is for fields. */}
      <div
        ref={scroller}
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus.
        tabIndex={0}
        aria-label={label}
        data-focus-home
        className="max-h-[max(24rem,calc(100dvh-15rem))] overflow-auto overscroll-contain focus-visible:-outline-offset-2 print:max-h-none"
      >
        <table
          aria-label={label}
          aria-rowcount={loading ? -1 : model.rows.length + 1}
          aria-busy={loading || refreshing}
          className={cx(
            'w-full table-fixed border-separate border-spacing-0 text-left',
            refreshing && 'opacity-70',
          )}
        >
          <colgroup>
            {selectable && <col width={44} />}
            {visible.map((column) => (
              <Fragment key={column.id}>
                {column.narrowWidth !== undefined && (
                  <col width={column.narrowWidth} className="sm:hidden" />
                )}
                <col
                  width={column.width ?? 160}
                  className={column.narrowWidth ? 'max-sm:hidden' : hiddenBelow(column)}
                />
              </Fragment>
            ))}
          </colgroup>
          <DataTableHead
            columns={visible}
            rows={model.rows}
            state={state}
            selected={selected}
            onStateChange={onStateChange}
            selectable={selectable}
          />
          {loading ? (
            <SkeletonRows columns={visible} selectable={selectable} />
          ) : (
            <DataTableBody
              columns={visible}
              rows={model.rows}
              rowLabel={rowLabel}
              state={state}
              selected={selected}
              onStateChange={onStateChange}
              selectable={selectable}
              total={model.total}
              twoLines={twoLines}
              scroller={scroller}
            />
          )}
        </table>
        {!loading && model.rows.length === 0 && (
          <div className="px-4 py-10 text-center text-ink-2">
            {model.total === 0
              ? empty
              : (noMatch ?? `Nothing here matches “${state.search.trim()}”.`)}
          </div>
        )}
      </div>
      {loading && (
        <span role="status" className="visually-hidden">
          Loading {label}
        </span>
      )}
    </div>
  )
}

const none: readonly never[] = []
const nothing: TableModel<never> = { rows: none, total: 0 }
