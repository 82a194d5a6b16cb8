import { dehydrate, type QueryKey } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { settleRead } from './failed-read.ts'
import { HandOver } from './hand-over.tsx'
import { makeQueryClient } from './query-client.ts'

/** A read begun on the server: the key under which the browser looks for it, and the read itself. */
export interface PrefetchedRead {
  readonly queryKey: QueryKey
  readonly queryFn: () => Promise<unknown>
}

interface PrefetchProps {
  reads: readonly PrefetchedRead[]
  children: ReactNode
}

/**
 * Begins reads on the server and hands them over as they are, mostly still pending: the page is sent at
 * once, and the results follow in the same response.
 */
export function Prefetch({ reads, children }: PrefetchProps) {
  const client = makeQueryClient()
  for (const { queryKey, queryFn } of reads) {
    // Not awaited on purpose; prefetchQuery never rejects.
    void client.prefetchQuery({ queryKey, queryFn: () => settleRead(queryFn), retry: false })
  }
  return <HandOver state={dehydrate(client)}>{children}</HandOver>
}
