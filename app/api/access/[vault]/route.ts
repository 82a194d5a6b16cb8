import { getAccess } from '#lib/features/access/get.ts'
import { getAccessInput } from '#lib/features/access/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const asked = Object.fromEntries(new URL(request.url).searchParams)
    return json(
      await getAccess(services, caller, parsed(getAccessInput, { ...asked, ...(await params) })),
    )
  })
}
