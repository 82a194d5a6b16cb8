import { getAccess } from '#lib/features/access/get.ts'
import { getAccessInput } from '#lib/features/access/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const certificate = new URL(request.url).searchParams.get('certificate') ?? undefined
    return json(
      await getAccess(services, caller, parsed(getAccessInput, { ...(await params), certificate })),
    )
  })
}
