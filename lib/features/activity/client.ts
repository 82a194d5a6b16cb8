import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { Activity } from './schema.ts'

/** What was done through the console, newest first; of one vault or certificate when named. */
export const activityQuery = (filter: { vault?: string; name?: string; limit?: number } = {}) =>
  queryOptions({
    queryKey: ['activity', filter],
    queryFn: ({ signal }) => {
      const entries = Object.entries(filter).map(([key, value]) => [key, String(value)])
      return getJson<readonly Activity[]>(
        `/api/activity?${new URLSearchParams(entries).toString()}`,
        signal,
      )
    },
  })
