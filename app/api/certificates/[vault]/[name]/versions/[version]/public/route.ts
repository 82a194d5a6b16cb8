import { downloadPublic } from '#lib/features/certificates/download-public.ts'
import { downloadPublicInput } from '#lib/features/certificates/schema.ts'
import { download, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string; version: string }>
}

/** The certificate without its key: a plain link saves it. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const format = new URL(request.url).searchParams.get('format')
    const input = parsed(downloadPublicInput, { ...(await params), format })
    return download(await downloadPublic(services, caller, input))
  })
}
