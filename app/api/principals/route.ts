import { listPrincipals } from '#lib/features/principals/list.ts'
import { listPrincipalsInput } from '#lib/features/principals/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const asked = Object.fromEntries(new URL(request.url).searchParams)
    return json(await listPrincipals(services, caller, parsed(listPrincipalsInput, asked)))
  })
}
