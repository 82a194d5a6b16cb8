import { getNameUse } from '#lib/features/certificates/get-name-use.ts'
import { certificateRef } from '#lib/features/certificates/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getNameUse(services, caller, parsed(certificateRef, await params))),
  )
}
