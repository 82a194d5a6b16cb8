'use client'

import {
  columnFilteringFeature,
  columnVisibilityFeature,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  type Row,
  type RowData,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { DataColumn, TableState } from './data-table-types.ts'

const features = tableFeatures({
  columnFilteringFeature,
  columnVisibilityFeature,
  globalFilteringFeature,
  rowSelectionFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
})

export type Features = typeof features
export type TableRow<T extends RowData> = Row<Features, T>

type SortKey = string | number | null

function isKey(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}

/** Orders two sort keys; null stays last in both directions, since an absent value is never the answer. */
export function compareKeys(a: unknown, b: unknown, desc: boolean): number {
  if (!isKey(a) || !isKey(b)) {
    if (!isKey(a) && !isKey(b)) return 0
    return (isKey(a) ? -1 : 1) * (desc ? -1 : 1)
  }
  return a < b ? -1 : a > b ? 1 : 0
}

const searchColumn = '_search'

/** What TanStack Table makes of columns, rows and state: the rows to show, in order. */
export function useTableModel<T extends RowData>(
  columns: readonly DataColumn<T>[],
  rows: readonly T[],
  rowKey: (row: T) => string,
  state: TableState,
) {
  const data = useMemo(() => [...rows], [rows])
  const desc = state.sort?.desc ?? false

  const definitions = useMemo(() => {
    const searched = columns.flatMap((column) => column.searchText ?? [])
    return [
      {
        id: searchColumn,
        // One lower-case text per row, kept by the table: a key press costs one `includes` a row.
        accessorFn: (row: T) =>
          searched
            .map((text) => text(row))
            .join('\n')
            .toLowerCase(),
        enableSorting: false,
      },
      ...columns.map(({ id, sortValue }) => ({
        id,
        accessorFn: (row: T): SortKey => {
          const value = sortValue?.(row) ?? null
          return typeof value === 'string' ? value.toLowerCase() : value
        },
        enableGlobalFilter: false,
        enableSorting: sortValue !== undefined,
        sortFn: (a: TableRow<T>, b: TableRow<T>, column: string) =>
          compareKeys(a.getValue(column), b.getValue(column), desc),
      })),
    ]
  }, [columns, desc])

  const table = useTable<Features, T>({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    globalFilterFn: (row: TableRow<T>, _column: string, words: unknown) => {
      const text = String(row.getValue(searchColumn))
      return Array.isArray(words) && words.every((word) => text.includes(String(word)))
    },
    getColumnCanGlobalFilter: (column) => column.id === searchColumn,
    state: {
      sorting: useMemo(() => (state.sort ? [state.sort] : []), [state.sort]),
      globalFilter: useMemo(() => searchWords(state.search), [state.search]),
      columnVisibility: useMemo(
        () => Object.fromEntries([...state.hidden, searchColumn].map((id) => [id, false])),
        [state.hidden],
      ),
      rowSelection: useMemo(
        () => Object.fromEntries(state.selected.map((key) => [key, true as const])),
        [state.selected],
      ),
    },
  })

  return { rows: table.getRowModel().rows, total: data.length }
}

/** The words of a search; a row must hold each of them. Undefined when there is nothing to look for. */
function searchWords(search: string): string[] | undefined {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return words.length === 0 ? undefined : words
}
