'use client'

import {
  createSortedRowModel,
  type Row,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { compareKeys, matches, searchWords, sortKey } from './data-table-rules.ts'
import type { DataColumn, TableState } from './data-table-types.ts'

// Each feature of the table library costs the first load a kilobyte or two: only what earns it.
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

type Features = typeof features
export type TableRow<T extends RowData> = Row<Features, T>

/** What TanStack Table makes of columns, rows and state: the rows to show, in order. */
export function useTableModel<T extends RowData>(
  columns: readonly DataColumn<T>[],
  rows: readonly T[],
  rowKey: (row: T) => string,
  state: TableState,
): { rows: readonly TableRow<T>[]; total: number } {
  const data = useMemo(() => [...rows], [rows])

  const definitions = useMemo(
    () =>
      columns.map(({ id, sortValue }) => ({
        id,
        accessorFn: (row: T) => sortKey(sortValue?.(row)),
        enableSorting: sortValue !== undefined,
        // Last in both directions, since an absent value is never what was looked for.
        sortUndefined: 'last' as const,
        sortFn: (a: TableRow<T>, b: TableRow<T>, column: string) =>
          compareKeys(a.getValue(column), b.getValue(column)),
      })),
    [columns],
  )
  const table = useTable<Features, T>({
    features,
    columns: definitions,
    data,
    getRowId: rowKey,
    state: { sorting: useMemo(() => (state.sort ? [state.sort] : []), [state.sort]) },
  })

  // Searched after sorting, so that a key press costs one pass over ready texts and no new order.
  const sorted = table.getRowModel().rows
  const texts = useMemo(() => {
    const searched = columns.flatMap((column) => column.searchText ?? [])
    return data.map((row) =>
      searched
        .map((text) => text(row))
        .join('\n')
        .toLowerCase(),
    )
  }, [columns, data])
  const shown = useMemo(() => {
    const words = searchWords(state.search)
    if (words.length === 0) return sorted
    return sorted.filter((row) => matches(texts[row.index] ?? '', words))
  }, [sorted, texts, state.search])

  return { rows: shown, total: data.length }
}
