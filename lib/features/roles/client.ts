import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, run } from '../api/client.ts'
import { createRoleAction, deleteRoleAction } from './actions.ts'
import type { CreateRoleInput, DeleteRoleInput, VaultRoles } from './schema.ts'

/** Who has which role at a vault, in it and above it. */
export const rolesQuery = (vault: string) =>
  queryOptions({
    queryKey: ['roles', vault],
    queryFn: ({ signal }) => getJson<VaultRoles>(`/api/roles/${encodeURIComponent(vault)}`, signal),
  })

/** Answers with the assignment's ARM id. Never throws. */
export const createRole = (
  input: CreateRoleInput,
): Promise<ActionResult<{ readonly id: string }>> => run(createRoleAction(input))

/** Never throws. */
export const deleteRole = (
  input: DeleteRoleInput,
): Promise<ActionResult<{ readonly id: string }>> => run(deleteRoleAction(input))

/** After a write: everything that may show who has access asks again, at other vaults too. */
export async function refreshRoles(client: QueryClient): Promise<void> {
  await Promise.all(
    ['roles', 'access', 'permission-model', 'posture', 'activity'].map((topic) =>
      client.invalidateQueries({ queryKey: [topic] }),
    ),
  )
}
