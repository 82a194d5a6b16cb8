import { listMixedVaults } from '#lib/features/vault-environments/list.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listMixedVaults(services, caller)),
  )
}
