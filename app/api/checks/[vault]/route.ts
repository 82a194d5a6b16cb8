import { getPosture } from '#lib/features/posture/get.ts'
import { getPostureInput } from '#lib/features/posture/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getPosture(services, caller, parsed(getPostureInput, await params))),
  )
}
