import { certificateRef } from '#lib/features/certificates/schema.ts'
import { getHazards } from '#lib/features/hazards/get.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getHazards(services, caller, parsed(certificateRef, await params))),
  )
}
