import { listIssuerUses } from '#lib/features/issuers/list-uses.ts'
import { issuerRef } from '#lib/features/issuers/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listIssuerUses(services, caller, parsed(issuerRef, await params))),
  )
}
