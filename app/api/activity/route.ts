import { listActivity } from '#lib/features/activity/list.ts'
import { listActivityInput } from '#lib/features/activity/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const { limit, ...filter } = Object.fromEntries(new URL(request.url).searchParams)
    const input = limit === undefined ? filter : { ...filter, limit: Number(limit) }
    return json(await listActivity(services, caller, parsed(listActivityInput, input)))
  })
}
