import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isLoopbackHost } from '../http/loopback.ts'

/** How an endpoint took a request. */
export interface WebhookAnswer {
  /** Null when there was no answer. */
  status: number | null
  /** `OK`, `NotFound`, `TimedOut`, … as the service calls it. */
  outcome: string
  /** At most {@link mostBody} bytes of it. */
  body: string
  headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface WebhookRequest {
  url: string
  method: 'POST' | 'OPTIONS'
  headers: Readonly<Record<string, string>>
  body: string
  signal: AbortSignal
}

/** Documented: an endpoint has 30 seconds. */
const patience = 30_000
const mostBody = 64 * 1_024

/**
 * Whether events may be sent to this URL: to a program on this machine and nowhere else, so that no
 * subscription makes the cloud call a network.
 */
export function isDeliverable(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (protocol !== 'http:' && protocol !== 'https:') return false
  return isLoopbackHost(hostname) && username === '' && password === ''
}

/** Sends one request. Follows no redirect, reads no more than it needs; never rejects. */
export function callWebhook(call: WebhookRequest): Promise<WebhookAnswer> {
  const none = { status: null, body: '', headers: {} }
  if (!isDeliverable(call.url)) return Promise.resolve({ ...none, outcome: 'Forbidden' })
  const url = new URL(call.url)
  // A name of this machine is its address: no resolver is asked.
  const hostname = url.hostname === 'localhost' ? '127.0.0.1' : url.hostname.replace(/^\[|\]$/g, '')
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  const timeout = AbortSignal.timeout(patience)
  return new Promise((resolve) => {
    const failed = () =>
      resolve({ ...none, outcome: timeout.aborted ? 'TimedOut' : 'GenericError' })
    const request = send(
      {
        hostname,
        port: url.port || undefined,
        path: url.pathname + url.search,
        method: call.method,
        headers: {
          ...call.headers,
          host: url.host,
          'content-length': String(Buffer.byteLength(call.body)),
        },
        ...(url.protocol === 'https:' ? { servername: url.hostname } : {}),
        agent: false,
        signal: AbortSignal.any([call.signal, timeout]),
      },
      (response) => {
        const status = response.statusCode ?? 0
        const chunks: Buffer[] = []
        let size = 0
        const done = () =>
          resolve({
            status,
            outcome: outcomes[status] ?? (status < 300 ? 'OK' : 'GenericError'),
            body: Buffer.concat(chunks).subarray(0, mostBody).toString('utf8'),
            headers: response.headers,
          })
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size < mostBody) return
          done()
          response.destroy()
        })
        response.on('end', done)
        response.on('error', failed)
      },
    )
    request.on('error', failed)
    request.end(call.body)
  })
}

const outcomes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'TimedOut',
  413: 'PayloadTooLarge',
  429: 'Busy',
  503: 'Busy',
}
