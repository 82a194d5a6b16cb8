import { listAttention } from '#lib/features/attention/list.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listAttention(services, caller)),
  )
}
