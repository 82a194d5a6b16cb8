import { listSubnets } from '#lib/features/network/list-subnets.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listSubnets(services, caller)),
  )
}
