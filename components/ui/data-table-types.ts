import type { ReactNode } from 'react'

/** One column. Everything a column can do is said here; state is kept outside, by column id. */
export interface DataColumn<Row> {
  /** Stable, short and fit for an URL: it names the column in the state. */
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** Makes the column sortable. Text is compared without regard to case; null stands last either way. */
  sortValue?: (row: Row) => string | number | null
  /** Text the search looks in, besides that of the other columns. */
  searchText?: (row: Row) => string
  /** Least width in px; what is left over is shared in proportion. 160 by default. */
  width?: number
  /** The same in windows narrower than `sm`, where this column has less to show. */
  narrowWidth?: number
  align?: 'start' | 'end'
  /** Left out where the window is narrower than this; still in the list of columns. */
  hideBelow?: 'sm' | 'md' | 'lg'
  /** Hidden until a person asks for it. Used by `initialTableState`. */
  initiallyHidden?: boolean
}

/** All that a person can change about a table. Plain values, so that a page can keep it in the URL. */
export interface TableState {
  sort: { id: string; desc: boolean } | null
  search: string
  /** Ids of hidden columns. */
  hidden: readonly string[]
  /** Keys of selected rows. */
  selected: readonly string[]
}

/** The state of a table nobody has touched. */
export function initialTableState<Row>(
  columns: readonly DataColumn<Row>[],
  sort: TableState['sort'] = null,
): TableState {
  return {
    sort,
    search: '',
    hidden: columns.filter((column) => column.initiallyHidden).map((column) => column.id),
    selected: [],
  }
}

/** The class that leaves a column out of narrow windows. */
export function hiddenBelow(column: Pick<DataColumn<never>, 'hideBelow'>): string | undefined {
  if (column.hideBelow === 'sm') return 'max-sm:hidden'
  if (column.hideBelow === 'md') return 'max-md:hidden'
  return column.hideBelow === 'lg' ? 'max-lg:hidden' : undefined
}
