import { getPrincipalAccess } from '#lib/features/access/get-principal.ts'
import { getPrincipalAccessInput } from '#lib/features/access/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ principal: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getPrincipalAccess(services, caller, parsed(getPrincipalAccessInput, await params))),
  )
}
