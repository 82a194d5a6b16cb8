import { getVaultTemplates } from '#lib/features/vaults/get-templates.ts'
import { getVaultInput } from '#lib/features/vaults/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) =>
    json(await getVaultTemplates(services, caller, parsed(getVaultInput, await params))),
  )
}
