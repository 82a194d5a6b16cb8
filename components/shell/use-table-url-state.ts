'use client'

import { createParser, parseAsArrayOf, parseAsString, useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import type { DataColumn, TableState } from '#components/ui/data-table-types.ts'
import { readSort, writeSort } from './table-sort.ts'

const parseAsSort = createParser<NonNullable<TableState['sort']>>({
  parse: readSort,
  serialize: writeSort,
  eq: (a, b) => a.id === b.id && a.desc === b.desc,
})

interface Options {
  /** The order of a table nobody has touched. */
  sort: NonNullable<TableState['sort']>
}

/**
 * Keeps a table's state in the address, so that a view can be sent to a colleague and the back button
 * works: `?q=www&sort=-expires&hide=tags&selected=a,b`. What equals the default is left out.
 */
export function useTableUrlState<Row>(columns: readonly DataColumn<Row>[], { sort }: Options) {
  const parsers = useMemo(() => {
    const hidden = columns.filter((column) => column.initiallyHidden).map((column) => column.id)
    return {
      q: parseAsString.withDefault(''),
      sort: parseAsSort.withDefault(sort),
      hide: parseAsArrayOf(parseAsString).withDefault(hidden),
      selected: parseAsArrayOf(parseAsString).withDefault(none),
    }
  }, [columns, sort])
  const [values, setValues] = useQueryStates(parsers, { history: 'replace', clearOnDefault: true })

  const state = useMemo<TableState>(
    () => ({
      sort: values.sort,
      search: values.q,
      hidden: values.hide,
      selected: values.selected,
    }),
    [values],
  )
  const setState = useCallback(
    (change: Partial<TableState>) => {
      void setValues({
        ...(change.search !== undefined && { q: change.search }),
        ...(change.sort !== undefined && { sort: change.sort }),
        ...(change.hidden !== undefined && { hide: [...change.hidden] }),
        ...(change.selected !== undefined && { selected: [...change.selected] }),
      })
    },
    [setValues],
  )
  return [state, setState] as const
}

const none: string[] = []
