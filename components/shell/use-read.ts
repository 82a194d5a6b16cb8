'use client'

import { hashKey, type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '#lib/domain/failure.ts'
import { failureFrom } from '#lib/features/api/client.ts'

export interface Read<Data> {
  /** What was read last, also while it is read again or after that failed. */
  readonly data: Data | undefined
  /** Why the last try failed. Stays while the next one is under way, so that the page does not flicker. */
  readonly failure: Failure | null
  /** A try is under way. */
  readonly reading: boolean
  /** When `data` was read, in ms since the epoch; 0 before. */
  readonly readAt: number
  readonly retry: () => void
}

/** Reads through react-query, in the words that the pages of the console use. */
export function useRead<Data, Key extends QueryKey>(
  options: UseQueryOptions<Data, Error, Data, Key>,
): Read<Data> {
  const query = useQuery(options)
  const key = hashKey(options.queryKey)
  const [last, setLast] = useState<{ key: string; failure: Failure | null }>({ key, failure: null })

  // react-query forgets the error when it tries again without data; a person is still looking at it.
  const before = last.key === key && !query.isSuccess ? last.failure : null
  const failure = query.error === null ? before : failureFrom(query.error)
  if (last.key !== key || last.failure !== failure) setLast({ key, failure })

  return {
    data: query.data,
    failure,
    reading: query.isFetching,
    readAt: query.dataUpdatedAt,
    retry: () => void query.refetch(),
  }
}
