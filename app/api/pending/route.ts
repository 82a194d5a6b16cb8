import { listPending } from '#lib/features/pending/list.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listPending(services, caller)),
  )
}
