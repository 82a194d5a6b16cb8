'use client'

import { useIsFetching, useQuery } from '@tanstack/react-query'
import { pendingListQuery } from '#lib/features/pending/client.ts'

/**
 * How many operations are pending, for the navigation; nothing while nobody has looked. With `look` it
 * looks by itself, after all that the page is about has been read: a number is not worth a call to every
 * vault on each page.
 */
export function PendingCount({ look, className }: { look: boolean; className: string }) {
  const others = useIsFetching({ predicate: ({ queryKey }) => queryKey[0] !== 'pending' })
  const { data } = useQuery({
    ...pendingListQuery(),
    enabled: look && others === 0,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    notifyOnChangeProps: ['data'],
  })
  if (data === undefined) return null
  return <span className={className}>{data.items.length.toLocaleString('en-GB')}</span>
}
