import { listDeletedCertificates } from '#lib/features/certificates/list-deleted.ts'
import { listDeletedInput } from '#lib/features/certificates/schema.ts'
import { json, parsed, route } from '#lib/runtime/route.ts'

export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const vault = new URL(request.url).searchParams.get('vault')
    const input = parsed(listDeletedInput, vault === null ? {} : { vault })
    return json(await listDeletedCertificates(services, caller, input))
  })
}
