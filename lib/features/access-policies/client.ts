import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import { type ActionResult, getJson, run } from '../api/client.ts'
import { deleteAccessPoliciesAction, updateAccessPolicyAction } from './actions.ts'
import type {
  AccessPolicies,
  DeleteAccessPoliciesInput,
  UpdateAccessPolicyInput,
} from './schema.ts'

const url = (vault: string) => `/api/access-policies/${encodeURIComponent(vault)}`

/** Whom the vault's access policies admit. */
export const accessPoliciesQuery = (vault: string) =>
  queryOptions({
    queryKey: ['access-policies', vault],
    queryFn: ({ signal }) => getJson<AccessPolicies>(url(vault), signal),
  })

/** Answers with the entry as it is now. Never throws. */
export const updateAccessPolicy = (
  input: UpdateAccessPolicyInput,
): Promise<ActionResult<AccessPolicy>> => run(updateAccessPolicyAction(input))

/** Never throws. */
export const deleteAccessPolicies = (
  input: DeleteAccessPoliciesInput,
): Promise<ActionResult<{ readonly removed: number }>> => run(deleteAccessPoliciesAction(input))

/** After a write: everything that may show the entries asks again. */
export async function refreshAccess(client: QueryClient, vault: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['access-policies', vault] }),
    client.invalidateQueries({ queryKey: ['vaults'] }),
    client.invalidateQueries({ queryKey: ['activity'] }),
  ])
}
