import { getVaultNameUse } from '#lib/features/vault-life/get-name-use.ts'
import { vaultNameInput } from '#lib/features/vault-life/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ subscription: string; name: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const { subscription: subscriptionId, name } = await params
    return json(
      await getVaultNameUse(services, caller, parsed(vaultNameInput, { subscriptionId, name })),
    )
  })
}
