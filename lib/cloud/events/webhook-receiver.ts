import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/*
 * For tests only: an endpoint for events on this machine.
 */

export interface Received {
  method: string
  path: string
  headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: tests look into events of many shapes
  body: any
}

export interface WebhookReceiver {
  url: string
  /** Notifications, in the order of their coming; validations are answered and not listed. */
  received: Received[]
  validations: Received[]
  /** Resolves when so many notifications have come in all. */
  arrival(count: number): Promise<void>
  /** Statuses of the next answers; 200 when there is none. */
  answers: number[]
  /** What it says to a validation. */
  agrees: boolean
  close(): Promise<void>
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const server = createServer(async (request, response) => {
    let content = ''
    for await (const chunk of request) content += chunk
    const body = content === '' ? null : JSON.parse(content)
    const { method = '', url = '', headers } = request
    const call: Received = { method, path: url, headers, body }
    const isValidation =
      method === 'OPTIONS' || headers['aeg-event-type'] === 'SubscriptionValidation'
    if (isValidation) {
      receiver.validations.push(call)
      const code = body?.[0]?.data.validationCode
      if (receiver.agrees) response.setHeader('webhook-allowed-origin', 'eventgrid.azure.net')
      response.end(JSON.stringify({ validationResponse: receiver.agrees ? code : 'no' }))
      return
    }
    receiver.received.push(call)
    server.emit('notification')
    const status = receiver.answers.shift() ?? 200
    if (status >= 300 && status < 400) response.setHeader('location', `${receiver.url}/elsewhere`)
    response.writeHead(status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${address.port}`,
    received: [],
    validations: [],
    answers: [],
    agrees: true,
    async arrival(count) {
      while (receiver.received.length < count) await once(server, 'notification')
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}
