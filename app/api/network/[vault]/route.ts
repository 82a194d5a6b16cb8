import { getNetwork } from '#lib/features/network/get.ts'
import { networkInput } from '#lib/features/network/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getNetwork(services, caller, parsed(networkInput, await params))),
  )
}
