import * as z from 'zod'
import { exportChain } from '#lib/features/certificates/export-chain.ts'
import { exportChainInput } from '#lib/features/certificates/schema.ts'
import { download, jsonBody, parsed, route } from '#lib/runtime/route.ts'

interface Context {
  params: Promise<{ vault: string; name: string; version: string }>
}

const body = z.object({ format: z.unknown(), reason: z.unknown() })

/** The certificate with its issuers, without the key. POST, since it is recorded, with its reason. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const sent = parsed(body, await jsonBody(request))
    const input = parsed(exportChainInput, { ...sent, ...(await params) })
    return download(await exportChain(services, caller, input))
  })
}
