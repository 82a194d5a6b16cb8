import { listAccessPolicies } from '#lib/features/access-policies/list.ts'
import { accessPoliciesInput } from '#lib/features/access-policies/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await listAccessPolicies(services, caller, parsed(accessPoliciesInput, await params))),
  )
}
