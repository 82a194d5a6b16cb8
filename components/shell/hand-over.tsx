'use client'

import {
  type DehydratedState,
  HydrationBoundary,
  hydrate,
  type QueryClient,
  useQueryClient,
} from '@tanstack/react-query'
import { type ReactNode, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { openRead } from './failed-read.ts'

interface HandOverProps {
  state: DehydratedState
  children: ReactNode
}

/**
 * Takes over the reads that the server has begun. In a page that is just waking up they are taken after
 * the first drawing: a read that finished while the page was on its way would otherwise be drawn at once,
 * which is not what the server sent, and React would throw the whole page away and draw it anew.
 */
export function HandOver({ state: sent, children }: HandOverProps) {
  const client = useQueryClient()
  const awake = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [wasAsleep] = useState(!awake)
  const state = useMemo(() => opened(sent), [sent])

  // Before the queries subscribe, which is in passive effects, so none of them asks a second time.
  useLayoutEffect(() => {
    if (wasAsleep) takeOver(client, state)
  }, [wasAsleep, client, state])

  if (wasAsleep) return children
  return <HydrationBoundary state={state}>{children}</HydrationBoundary>
}

function never() {
  return () => {}
}

/** The state with its promises opened: what failed on the server rejects here, with its reason. */
function opened(state: DehydratedState): DehydratedState {
  const queries = state.queries.map((query) => {
    if (query.promise === undefined) return query
    const promise = Promise.resolve(query.promise).then(openRead)
    // Whoever takes it over hears of the failure; until then it must not count as unhandled.
    promise.catch(() => undefined)
    return { ...query, promise }
  })
  return { ...state, queries }
}

function takeOver(client: QueryClient, state: DehydratedState) {
  hydrate(client, state)
  for (const { queryHash, promise } of state.queries) {
    const query = client.getQueryCache().get(queryHash)
    if (query === undefined || promise === undefined) continue
    // The drawing has made the query already, and `hydrate` gives a promise to new ones only.
    if (query.state.status !== 'pending' || query.state.fetchStatus !== 'idle') continue
    // A failure is in the query's state; the pages show it from there.
    query.fetch(undefined, { initialPromise: Promise.resolve(promise) }).catch(() => undefined)
  }
}
