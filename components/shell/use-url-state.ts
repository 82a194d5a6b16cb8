'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { changedQuery, type QueryChange, queryText } from './url-query.ts'

const none: QueryChange = {}

/** Safari refuses more than a hundred changes of the address in ten seconds. */
const writeEveryMs = 120

/**
 * The query of the address as state: the page shows a change at once, the address follows a moment later
 * and without a new entry in the history, so that typing stays quick and the back button leaves the page.
 */
export function useUrlState(): readonly [URLSearchParams, (change: QueryChange) => void] {
  const params = useSearchParams()
  // What was changed and does not stand in the address yet.
  const [ahead, setAhead] = useState(none)
  const unwritten = useRef(none)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const query = useMemo(() => changedQuery(new URLSearchParams(params), ahead), [params, ahead])

  const change = useCallback((next: QueryChange) => {
    setAhead((before) => ({ ...before, ...next }))
    unwritten.current = { ...unwritten.current, ...next }
    timer.current ??= setTimeout(() => {
      const { pathname, search, hash } = window.location
      const written = changedQuery(new URLSearchParams(search), unwritten.current)
      timer.current = null
      unwritten.current = none
      // Next.js hears of it, and gives the new address to useSearchParams.
      window.history.replaceState(null, '', `${pathname}${queryText(written)}${hash}`)
    }, writeEveryMs)
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address has changed, whoever changed it: it counts now.
  useEffect(() => {
    if (timer.current === null) setAhead(none)
  }, [params])

  // Written later, it would stand in the address of the next page.
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )

  return [query, change]
}
