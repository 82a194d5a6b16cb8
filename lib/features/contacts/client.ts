import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, run } from '../api/client.ts'
import { updateContactsAction } from './actions.ts'
import type { Contact, MailPreview, UpdateContactsInput } from './schema.ts'

const root = (vault: string) => `/api/contacts/${encodeURIComponent(vault)}`

export const contactUrls = {
  list: root,
  preview: (vault: string) => `${root(vault)}/preview`,
} as const

/** Whom the vault mails; empty when nobody. */
export const contactsQuery = (vault: string) =>
  queryOptions({
    queryKey: ['contacts', vault, 'list'],
    queryFn: ({ signal }) => getJson<readonly Contact[]>(contactUrls.list(vault), signal),
  })

/** What the vault will mail about. Reads every policy of the vault: only when somebody asks. */
export const mailPreviewQuery = (vault: string) =>
  queryOptions({
    queryKey: ['contacts', vault, 'preview'],
    queryFn: ({ signal }) => getJson<MailPreview>(contactUrls.preview(vault), signal),
  })

/** Answers with the list as the vault has it now. Never throws. */
export const updateContacts = (
  input: UpdateContactsInput,
): Promise<ActionResult<readonly Contact[]>> => run(updateContactsAction(input))

/** After a write: everything that may show them asks again. */
export async function refreshContacts(client: QueryClient, vault: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['contacts', vault] }),
    client.invalidateQueries({ queryKey: ['activity'] }),
  ])
}
