import type { ArmAnswer, ArmCall } from '../call.ts'

/** What is left of the hourly reads; this cloud never runs out. */
const remainingReads = '16499'

/** The answer with the headers that every answer of the management plane carries (protocol section 9). */
export function respond(call: ArmCall, answer: ArmAnswer): Response {
  const headers = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
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
  headers.set(`x-ms-ratelimit-remaining-${level}-reads`, remainingReads)
  if (call.segments.some((segment) => segment.toLowerCase() === 'microsoft.keyvault')) {
    headers.set('x-ms-keyvault-service-version', '1.5.1455.0')
  }
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value)
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers })
}

function timestamp(): string {
  return new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
