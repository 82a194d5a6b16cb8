import { listCertificates } from '#lib/features/certificates/list.ts'
import { listCertificatesInput } from '#lib/features/certificates/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const input = parsed(listCertificatesInput, {
      vault: new URL(request.url).searchParams.get('vault'),
    })
    return json(await listCertificates(services, caller, input))
  })
}
