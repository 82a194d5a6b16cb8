import * as z from 'zod'
import { exportPrivate } from '#lib/features/certificates/export-private.ts'
import { exportPrivateInput } from '#lib/features/certificates/schema.ts'
import { download, jsonBody, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string; version: string }>
}

const body = z.object({ format: z.unknown(), password: z.unknown(), reason: z.unknown() })

/** Certificate and private key. POST, so that neither password nor reason is ever in an address. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const sent = parsed(body, await jsonBody(request))
    const input = parsed(exportPrivateInput, { ...sent, ...(await params) })
    return download(await exportPrivate(services, caller, input))
  })
}
