import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { Attention } from './schema.ts'

export const attentionQuery = () =>
  queryOptions({
    queryKey: ['attention'],
    queryFn: ({ signal }) => getJson<Attention>('/api/attention', signal),
  })
