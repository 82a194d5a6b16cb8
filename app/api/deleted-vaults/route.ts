import { listDeletedVaults } from '#lib/features/vault-life/list-deleted.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listDeletedVaults(services, caller)),
  )
}
