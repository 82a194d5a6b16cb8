import { randomUUID } from 'node:crypto'
import type { EventSchema } from './subscriptions.ts'
import { callWebhook } from './webhook.ts'
import { validationMessage } from './wire.ts'

/** The name that the service goes by towards endpoints. */
const origin = 'eventgrid.azure.net'

export interface HandshakeOptions {
  endpointUrl: string
  schema: EventSchema
  topic: string
  name: string
  now: Date
  signal: AbortSignal
}

/**
 * Whether the endpoint agrees to get events. In the schema of Event Grid it sends a code back; for
 * CloudEvents it allows the origin.
 * @see https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 * @see https://github.com/cloudevents/spec/blob/v1.0/http-webhook.md#4-abuse-protection
 */
export function agreesToEvents(options: HandshakeOptions): Promise<boolean> {
  return options.schema === 'CloudEventSchemaV1_0' ? allowsOrigin(options) : returnsCode(options)
}

async function returnsCode(options: HandshakeOptions): Promise<boolean> {
  const code = randomUUID().toUpperCase()
  const { endpointUrl: url, topic, name, now, signal } = options
  const message = validationMessage(topic, name, code, now)
  const answer = await callWebhook({ url, method: 'POST', ...message, signal })
  if (answer.status !== 200) return false
  try {
    const body: unknown = JSON.parse(answer.body)
    if (typeof body !== 'object' || body === null) return false
    return 'validationResponse' in body && body.validationResponse === code
  } catch {
    return false
  }
}

async function allowsOrigin({ endpointUrl: url, signal }: HandshakeOptions): Promise<boolean> {
  const headers = { 'webhook-request-origin': origin }
  const answer = await callWebhook({ url, method: 'OPTIONS', headers, body: '', signal })
  const allowed = String(answer.headers['webhook-allowed-origin'] ?? '')
    .split(',')
    .map((one) => one.trim().toLowerCase())
  return answer.status === 200 && (allowed.includes('*') || allowed.includes(origin))
}
