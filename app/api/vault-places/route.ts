import { listVaultPlaces } from '#lib/features/vault-life/list-places.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listVaultPlaces(services, caller)),
  )
}
