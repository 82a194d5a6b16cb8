import { queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, run } from '../api/client.ts'
import { updatePermissionModelAction } from './actions.ts'
import type { MigrationReport, UpdatePermissionModelInput } from './schema.ts'

/** What switching the permission model would mean, and what of it is done. */
export const migrationQuery = (vault: string) =>
  queryOptions({
    queryKey: ['permission-model', vault],
    queryFn: ({ signal }) =>
      getJson<MigrationReport>(`/api/permission-model/${encodeURIComponent(vault)}`, signal),
  })

/** Never throws. */
export const updatePermissionModel = (
  input: UpdatePermissionModelInput,
): Promise<ActionResult<{ readonly permissionModel: UpdatePermissionModelInput['to'] }>> =>
  run(updatePermissionModelAction(input))
