import { listRoles } from '#lib/features/roles/list.ts'
import { listRolesInput } from '#lib/features/roles/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listRoles(services, caller, parsed(listRolesInput, await params))),
  )
}
