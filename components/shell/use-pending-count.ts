'use client'

import { useIsFetching, useQuery } from '@tanstack/react-query'
import { paths } from '#lib/base/paths.ts'
import { pendingListQuery } from '#lib/features/pending/client.ts'
import type { View } from './views.ts'

/**
 * How many operations are pending, for the navigation; undefined while nobody has looked. Looks by itself
 * on the overview only, after all that the page is about has been read: a number is not worth a call to
 * every vault on each page.
 */
export function usePendingCount(view: View, pathname: string): number | undefined {
  const others = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== 'pending' })
  const { data } = useQuery({
    ...pendingListQuery(),
    enabled: view === 'ops' && pathname === paths.ops && others === 0,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    notifyOnChangeProps: ['data'],
  })
  return data?.items.length
}
