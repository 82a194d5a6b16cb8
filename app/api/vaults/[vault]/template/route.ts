import { getVaultTemplate } from '#lib/features/vault-templates/get.ts'
import { getVaultTemplateInput } from '#lib/features/vault-templates/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string }>
}

export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const format = new URL(request.url).searchParams.get('format')
    const input = parsed(getVaultTemplateInput, { ...(await params), format })
    return json(await getVaultTemplate(services, caller, input))
  })
}
