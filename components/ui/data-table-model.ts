'use client'

import { useEffect, useMemo, useRef } from 'react'
import { type Ranks, ranksOf } from './data-table-ranks.ts'
import { matches, searchWords, sortKey } from './data-table-rules.ts'
import type { DataColumn, TableState } from './data-table-types.ts'

/** One row with its key. The same object as long as the row is the same. */
export interface TableRow<T> {
  readonly id: string
  readonly original: T
}

export interface TableModel<T> {
  /** Those to show, in order. */
  readonly rows: readonly TableRow<T>[]
  /** How many there are in all. */
  readonly total: number
}

/** From so many rows on, orders are made ready before anybody asks for them. */
const manyRows = 2_000

/**
 * What columns, rows and state make: the rows to show, in order. By hand, since a table library costs
 * each first load ten times as much as the one sort that it would be used for. What is known about a row
 * is kept with it, so that a list of thousands that grows is not worked through again each time.
 * @param keep leaves rows out, as filters do; stable while it means the same
 */
export function useTableModel<T extends object>(
  columns: readonly DataColumn<T>[],
  rows: readonly T[],
  rowKey: (row: T) => string,
  state: TableState,
  keep?: (row: T) => boolean,
): TableModel<T> {
  const keyOf = useRef(rowKey)
  keyOf.current = rowKey
  const wrapped = useRef(new WeakMap<T, TableRow<T>>())
  const all = useMemo(
    () =>
      rows.map((original) => {
        const id = keyOf.current(original)
        const known = wrapped.current.get(original)
        if (known?.id === id) return known
        const row = { id, original }
        wrapped.current.set(original, row)
        return row
      }),
    [rows],
  )
  const sortValue = columns.find((column) => column.id === state.sort?.id)?.sortValue
  const desc = state.sort?.desc ?? false
  const sorted = useMemo(() => sortRows(all, sortValue, desc), [all, sortValue, desc])

  const textOf = useMemo(() => searchTexts(columns), [columns])
  // Searched after sorting, so that a key press costs one pass over ready texts and no new order.
  const shown = useMemo(() => {
    const words = searchWords(state.search)
    if (words.length === 0 && keep === undefined) return sorted
    return sorted.filter(
      ({ original }) =>
        (keep === undefined || keep(original)) &&
        (words.length === 0 || matches(textOf(original), words)),
    )
  }, [sorted, textOf, state.search, keep])

  useReadyOrders(columns, all, textOf)
  return { rows: shown, total: rows.length }
}

/** The text of a row that the search looks in, made once for each row. */
function searchTexts<T extends object>(columns: readonly DataColumn<T>[]): (row: T) => string {
  const searched = columns.flatMap((column) => column.searchText ?? [])
  const texts = new WeakMap<T, string>()
  return (row) => {
    const known = texts.get(row)
    if (known !== undefined) return known
    const text = searched
      .map((each) => each(row))
      .join('\n')
      .toLowerCase()
    texts.set(row, text)
    return text
  }
}

/** Where there are very many rows, works out their orders and texts while nothing else happens. */
function useReadyOrders<T extends object>(
  columns: readonly DataColumn<T>[],
  rows: readonly TableRow<T>[],
  textOf: (row: T) => string,
): void {
  useEffect(() => {
    if (rows.length < manyRows || typeof requestIdleCallback === 'undefined') return
    const jobs = [
      () => rows.forEach(({ original }) => void textOf(original)),
      ...columns.flatMap(({ sortValue }) =>
        sortValue === undefined ? [] : () => void knownRanks(rows, sortValue),
      ),
    ]
    let handle = 0
    const next = () => {
      jobs.shift()?.()
      if (jobs.length > 0) handle = requestIdleCallback(next)
    }
    handle = requestIdleCallback(next)
    return () => cancelIdleCallback(handle)
  }, [columns, rows, textOf])
}

type SortValue = NonNullable<DataColumn<never>['sortValue']>
const ranksOfRows = new WeakMap<object, Map<SortValue, Ranks>>()

function knownRanks<T>(
  rows: readonly TableRow<T>[],
  sortValue: NonNullable<DataColumn<T>['sortValue']>,
): Ranks {
  const known = ranksOfRows.get(rows) ?? new Map<SortValue, Ranks>()
  ranksOfRows.set(rows, known)
  const ranks = known.get(sortValue) ?? ranksOf(rows.map((row) => sortKey(sortValue(row.original))))
  known.set(sortValue, ranks)
  return ranks
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
  return knownRanks(rows, sortValue).sorted(rows, desc)
}
