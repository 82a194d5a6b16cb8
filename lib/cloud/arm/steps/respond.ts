import type { ArmAnswer, ArmCall } from '../call.ts'

/** What is left of the caller's allowance by kind of call; this cloud never runs out. */
const remaining = { reads: '16499', writes: '1199', deletes: '14999' } as const

/** A refusal in the form of an answer: it may have any status. */
export interface Refusal {
  status: number
  body: object
  headers: Readonly<Record<string, string>>
}

/** The answer with the headers that every answer of the management plane carries (protocol section 9). */
export function respond(call: ArmCall, answer: ArmAnswer | Refusal): Response {
  const headers = new Headers({
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'x-ms-request-id': call.requestId,
    'x-ms-correlation-request-id': call.correlationId,
    'x-ms-routing-request-id': `WESTEUROPE:${timestamp()}:${call.correlationId}`,
  })
  const clientId = call.request.headers.get('x-ms-client-request-id')
  const wanted = call.request.headers.get('x-ms-return-client-request-id')
  if (clientId !== null && wanted?.toLowerCase() === 'true') {
    headers.set('x-ms-client-request-id', clientId)
  }
  const level = call.segments[1] === undefined ? 'tenant' : 'subscription'
  const kind = kindOf(call.request.method)
  headers.set(`x-ms-ratelimit-remaining-${level}-${kind}`, remaining[kind])
  if (call.segments.some((segment) => segment.toLowerCase() === 'microsoft.keyvault')) {
    headers.set('x-ms-keyvault-service-version', '1.5.1455.0')
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value)
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers })
  headers.set('Content-Type', 'application/json; charset=utf-8')
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers })
}

function kindOf(method: string): keyof typeof remaining {
  if (method === 'GET' || method === 'HEAD') return 'reads'
  return method === 'DELETE' ? 'deletes' : 'writes'
}

function timestamp(): string {
  return new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
