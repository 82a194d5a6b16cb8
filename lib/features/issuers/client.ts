import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, run } from '../api/client.ts'
import { createIssuerAction, deleteIssuerAction, updateIssuerAction } from './actions.ts'
import type {
  CreateIssuerInput,
  DeleteIssuerInput,
  Issuer,
  IssuerRow,
  IssuerUses,
  UpdateIssuerInput,
} from './schema.ts'

const part = encodeURIComponent
const one = (vault: string, name: string) => `/api/issuers/${part(vault)}/${part(name)}`

export const issuerUrls = {
  list: (vault: string) => `/api/issuers?vault=${part(vault)}`,
  get: one,
  uses: (vault: string, name: string) => `${one(vault, name)}/uses`,
} as const

/** Issuers of one vault, by name. */
export const issuersQuery = (vault: string) =>
  queryOptions({
    queryKey: ['issuers', vault, 'list'],
    queryFn: ({ signal }) => getJson<readonly IssuerRow[]>(issuerUrls.list(vault), signal),
  })

export const issuerQuery = (vault: string, name: string) =>
  queryOptions({
    queryKey: ['issuers', vault, 'one', name],
    queryFn: ({ signal }) => getJson<Issuer>(issuerUrls.get(vault, name), signal),
  })

/** Where an issuer is used. Reads every policy of the vault: only for what cannot do without. */
export const issuerUsesQuery = (vault: string, name: string) =>
  queryOptions({
    queryKey: ['issuers', vault, 'uses', name],
    queryFn: ({ signal }) => getJson<IssuerUses>(issuerUrls.uses(vault, name), signal),
  })

// ---- Writes: server actions. None throws; `result.ok` tells, `result.failure.fields` names fields. ----

/** The credential goes to the vault; no answer holds it. */
export const createIssuer = (input: CreateIssuerInput): Promise<ActionResult<Issuer>> =>
  run(createIssuerAction(input))

/** Answers with the new state; absent members stay as they are. */
export const updateIssuer = (input: UpdateIssuerInput): Promise<ActionResult<Issuer>> =>
  run(updateIssuerAction(input))

export const deleteIssuer = (
  input: DeleteIssuerInput,
): Promise<ActionResult<{ readonly vault: string; readonly name: string }>> =>
  run(deleteIssuerAction(input))

/** After a write: everything that may show the vault's issuers asks again. */
export async function refreshIssuers(client: QueryClient, vault: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['issuers', vault] }),
    client.invalidateQueries({ queryKey: ['activity'] }),
  ])
}
