import { listHazards } from '#lib/features/hazards/list.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listHazards(services, caller)),
  )
}
