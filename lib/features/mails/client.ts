import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { ListMailsInput, Mail } from './schema.ts'

function urlOf({ vault, certificate }: ListMailsInput): string {
  const query = new URLSearchParams({
    ...(vault === undefined ? {} : { vault }),
    ...(certificate === undefined ? {} : { certificate }),
  })
  return `/api/mails?${query.toString()}`
}

/** Newest first; of everything unless a vault or a certificate is named. */
export const mailsQuery = (input: ListMailsInput = {}) =>
  queryOptions({
    queryKey: ['mails', input.vault ?? null, input.certificate ?? null],
    queryFn: ({ signal }) => getJson<readonly Mail[]>(urlOf(input), signal),
  })
