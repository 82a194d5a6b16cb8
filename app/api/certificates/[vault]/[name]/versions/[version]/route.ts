import { getVersion } from '#lib/features/certificates/get-version.ts'
import { versionRef } from '#lib/features/certificates/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string; version: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getVersion(services, caller, parsed(versionRef, await params))),
  )
}
