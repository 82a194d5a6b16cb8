'use client'

import { useMemo, useRef } from 'react'
import { compareKeys, matches, searchWords, sortKey } from './data-table-rules.ts'
import type { DataColumn, TableState } from './data-table-types.ts'

/** One row with its key, and its place in the order in which the rows came. */
export interface TableRow<T> {
  readonly id: string
  readonly index: number
  readonly original: T
}

/**
 * What columns, rows and state make: the rows to show, in order. By hand, since a table library costs
 * each first load ten times as much as the one sort that it would be used for.
 */
export function useTableModel<T>(
  columns: readonly DataColumn<T>[],
  rows: readonly T[],
  rowKey: (row: T) => string,
  state: TableState,
): { rows: readonly TableRow<T>[]; total: number } {
  const keyOf = useRef(rowKey)
  keyOf.current = rowKey
  const all = useMemo(
    () => rows.map((original, index) => ({ id: keyOf.current(original), index, original })),
    [rows],
  )
  const sortValue = columns.find((column) => column.id === state.sort?.id)?.sortValue
  const desc = state.sort?.desc ?? false
  const sorted = useMemo(() => sortRows(all, sortValue, desc), [all, sortValue, desc])

  // Searched after sorting, so that a key press costs one pass over ready texts and no new order.
  const texts = useMemo(() => {
    const searched = columns.flatMap((column) => column.searchText ?? [])
    return rows.map((row) =>
      searched
        .map((text) => text(row))
        .join('\n')
        .toLowerCase(),
    )
  }, [columns, rows])
  const shown = useMemo(() => {
    const words = searchWords(state.search)
    if (words.length === 0) return sorted
    return sorted.filter((row) => matches(texts[row.index] ?? '', words))
  }, [sorted, texts, state.search])

  return { rows: shown, total: rows.length }
}

/**
 * The rows by one value, equal ones as they came. Absent values stand last in both directions, since
 * they are never what was looked for.
 */
export function sortRows<T>(
  rows: readonly TableRow<T>[],
  sortValue: DataColumn<T>['sortValue'],
  desc: boolean,
): readonly TableRow<T>[] {
  if (sortValue === undefined) return rows
  // Each value is asked for once, not once a comparison.
  const keyed = rows.map((row) => ({ row, key: sortKey(sortValue(row.original)) }))
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) {
      return Number(a.key === undefined) - Number(b.key === undefined)
    }
    return desc ? compareKeys(b.key, a.key) : compareKeys(a.key, b.key)
  })
  return keyed.map(({ row }) => row)
}
