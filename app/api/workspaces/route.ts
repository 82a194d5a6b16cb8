import { listWorkspaces } from '#lib/features/logs/list-workspaces.ts'
import { json, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listWorkspaces(services, caller)),
  )
}
