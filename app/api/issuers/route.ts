import { listIssuers } from '#lib/features/issuers/list.ts'
import { listIssuersInput } from '#lib/features/issuers/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const input = parsed(listIssuersInput, {
      vault: new URL(request.url).searchParams.get('vault'),
    })
    return json(await listIssuers(services, caller, input))
  })
}
