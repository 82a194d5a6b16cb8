'use client'

import { useCallback, useMemo } from 'react'
import type { DataColumn, TableState } from '#components/ui/data-table-types.ts'
import { readSort, writeSort } from './table-sort.ts'
import { readList } from './url-query.ts'
import { useUrlState } from './use-url-state.ts'

interface Options {
  /** The order of a table nobody has touched. */
  sort: NonNullable<TableState['sort']>
}

/**
 * Keeps a table's state in the address, so that a view can be sent to a colleague and survives a reload:
 * `?q=www&sort=-expires&hide=tags&selected=a,b`. What equals the default is left out.
 */
export function useTableUrlState<Row>(columns: readonly DataColumn<Row>[], { sort }: Options) {
  const [query, change] = useUrlState()
  const initiallyHidden = useMemo(
    () => columns.filter((column) => column.initiallyHidden).map((column) => column.id),
    [columns],
  )
  const texts = {
    search: query.get('q') ?? '',
    sort: query.get('sort') ?? '',
    hidden: query.get('hide'),
    selected: query.get('selected'),
  }
  // Each by its own text: typing a search must not make new columns, and so draw every row again.
  const order = useMemo(() => readSort(texts.sort) ?? sort, [texts.sort, sort])
  const hidden = useMemo(
    () => readList(texts.hidden) ?? initiallyHidden,
    [texts.hidden, initiallyHidden],
  )
  const selected = useMemo(() => readList(texts.selected) ?? none, [texts.selected])
  const state = useMemo<TableState>(
    () => ({ sort: order, search: texts.search, hidden, selected }),
    [order, texts.search, hidden, selected],
  )

  const setState = useCallback(
    (next: Partial<TableState>) => {
      const unlessDefault = (text: string, initial: string) => (text === initial ? null : text)
      change({
        ...(next.search !== undefined && { q: unlessDefault(next.search, '') }),
        ...(next.sort !== undefined && {
          sort: next.sort && unlessDefault(writeSort(next.sort), writeSort(sort)),
        }),
        ...(next.hidden !== undefined && {
          hide: unlessDefault(next.hidden.join(), initiallyHidden.join()),
        }),
        ...(next.selected !== undefined && { selected: unlessDefault(next.selected.join(), '') }),
      })
    },
    [change, sort, initiallyHidden],
  )
  return [state, setState] as const
}

const none: string[] = []
