import type { ReactNode } from 'react'
import { cx } from './cx.ts'

interface StaticTableProps {
  /** Names the table for assistive technology. */
  label: string
  columns: readonly { id: string; header: string; align?: 'start' | 'end' }[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

/** A small table without moving parts, for a Panel with `padding="none"`. The first cell heads its row. */
export function StaticTable({ label, columns, rows }: StaticTableProps) {
  return (
    // A group, not a region: a page may hold many tables, and each region is a landmark.
    // biome-ignore lint/a11y/useSemanticElements: a group of scrolling content; a fieldset is for fields.
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus.
      tabIndex={0}
      className="overflow-x-auto rounded-b-lg focus-visible:-outline-offset-2"
    >
      <table aria-label={label} className="w-full text-left">
        <thead>
          <tr className="text-ink-3">
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                className={cx(
                  'h-9 border-b border-line px-3 font-normal whitespace-nowrap first:pl-4 last:pr-4',
                  column.align === 'end' && 'text-right',
                )}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.key} className="hover:bg-hover">
              {columns.map((column, place) => {
                const className = cx(
                  'h-9.5 px-3 first:pl-4 last:pr-4',
                  column.align === 'end' && 'text-right',
                )
                return place === 0 ? (
                  <th key={column.id} scope="row" className={cx(className, 'font-medium')}>
                    {row.cells[place]}
                  </th>
                ) : (
                  <td key={column.id} className={cx(className, 'text-ink-2')}>
                    {row.cells[place]}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
