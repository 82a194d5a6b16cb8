import 'server-only'
import { Agent } from 'node:https'
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { assertHost } from './clouds.ts'

/** A request got no answer in time, or none at all. */
export class TransportError extends Error {
  override readonly name = 'TransportError'
  readonly kind: 'timeout' | 'unreachable'

  constructor(kind: 'timeout' | 'unreachable', options?: ErrorOptions) {
    super(kind === 'timeout' ? 'No answer in time.' : 'No connection.', options)
    this.kind = kind
  }
}

export interface TransportOptions {
  /** `HTTPS_PROXY`; null connects directly. */
  readonly proxy: string | null
  /** Trusted certificates beside those of Node.js, PEM. In production `NODE_EXTRA_CA_CERTS` does it. */
  readonly ca?: string
  /** One try, in milliseconds. */
  readonly attemptMs?: number
  /** All tries of a request together, in milliseconds. */
  readonly totalMs?: number
}

/** The one way out of the console: everything that goes to Azure goes through here. */
export interface Transport {
  /** A client that sends to this host only. */
  clientFor(host: string): HttpClient
  /** A plain request to `host`: for keys and tokens. Rejects as `clientFor` does. */
  request(host: string, request: PlainRequest): Promise<PlainResponse>
  close(): void
}

export interface PlainRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface PlainResponse {
  readonly status: number
  readonly headers: Record<string, string>
  readonly text: string
}

interface Patience {
  /** Tries of one request, the first included: more would turn a storm into a bigger storm. */
  readonly tries: number
  /** What all waits together may take, in ms; a longer `Retry-After` is told to the user instead. */
  readonly waitMs: number
}

/** Before a read sits somebody who looks at a skeleton, and the page asks again by itself. */
const readPatience: Patience = { tries: 3, waitMs: 2_000 }
/** A write is asked for once, so it is worth more of a wait. */
const writePatience: Patience = { tries: 4, waitMs: 6_000 }
const firstWaitMs = 150

/** Answers that say: not done, try again. A write is repeated only when it was certainly not done. */
const retryRead = new Set([408, 429, 500, 502, 503, 504])
const retryWrite = new Set([429, 503])

const refusals = new WeakMap<object, string>()

/**
 * The body of the answer that refused a request: the SDKs drop it where they fail on the page of a list,
 * and with it the words that say which right is missing.
 */
export function refusalOf(request: object | undefined): string | undefined {
  return request && refusals.get(request)
}

/** Makes the transport: one keep-alive agent, time-outs, retries, a check of each address. */
export function createTransport(options: TransportOptions): Transport {
  const { proxy, ca, attemptMs = 10_000, totalMs = 20_000 } = options
  const settings = { keepAlive: true, noDelay: true, maxSockets: 128, maxFreeSockets: 64 }
  const agent = proxy === null ? new Agent(settings) : new HttpsProxyAgent(proxy, settings)
  const inner = createDefaultHttpClient()

  async function once(request: PipelineRequest, deadline: number): Promise<PipelineResponse> {
    const outer = request.abortSignal
    const timer = AbortSignal.timeout(Math.max(1, Math.min(attemptMs, deadline - Date.now())))
    const either = new AbortController()
    const abort = () => either.abort()
    timer.addEventListener('abort', abort)
    outer?.addEventListener('abort', abort)
    if (outer?.aborted) abort()
    try {
      request.abortSignal = either.signal
      return await inner.sendRequest(request)
    } catch (error) {
      if (outer?.aborted) throw error
      throw new TransportError(timer.aborted ? 'timeout' : 'unreachable', { cause: error })
    } finally {
      if (outer) request.abortSignal = outer
      else delete request.abortSignal
      timer.removeEventListener('abort', abort)
      outer?.removeEventListener('abort', abort)
    }
  }

  async function send(request: PipelineRequest, host: string): Promise<PipelineResponse> {
    const deadline = Date.now() + totalMs
    let waited = 0
    for (let tries = 1; ; tries++) {
      assertHost(request.url, host)
      request.agent = agent
      request.requestOverrides = {
        ...request.requestOverrides,
        // Without it the proxy's agent takes a freed socket for one of http:, never finds it again, and
        // each call pays for a tunnel and a handshake of its own.
        protocol: 'https:',
        // With the request and not the agent: the proxy's agent keeps such options for the proxy itself.
        ...(ca === undefined ? {} : { ca }),
      }
      delete request.proxySettings
      const outcome = await once(request, deadline).catch((error: unknown) => error)
      const wait = waitBefore(request, outcome, tries, waited)
      if (wait === null || Date.now() + wait >= deadline) {
        if (!isResponse(outcome)) throw outcome
        // The SDKs stumble over an error without a body, as gateways on the way send it.
        if (outcome.status >= 400) {
          outcome.bodyAsText ||= '{}'
          refusals.set(request, outcome.bodyAsText)
        }
        return outcome
      }
      waited += wait
      await pause(wait, request.abortSignal)
    }
  }

  const clientFor = (host: string): HttpClient => ({
    sendRequest: (request) => send(request, host),
  })

  return {
    clientFor,
    close: () => agent.destroy(),
    async request(host, { url, method, headers, body, signal }) {
      const response = await send(
        createPipelineRequest({
          url,
          method,
          headers: createHttpHeaders(headers),
          ...(body === undefined ? {} : { body }),
          ...(signal === undefined ? {} : { abortSignal: signal }),
        }),
        host,
      )
      return {
        status: response.status,
        headers: response.headers.toJSON(),
        text: response.bodyAsText ?? '',
      }
    },
  }
}

function isResponse(outcome: unknown): outcome is PipelineResponse {
  return typeof outcome === 'object' && outcome !== null && 'status' in outcome
}

/** How long to wait before the next try, or null when there should be none. */
function waitBefore(
  request: PipelineRequest,
  outcome: unknown,
  tries: number,
  waited: number,
): number | null {
  const read = request.method === 'GET' || request.method === 'HEAD'
  const patience = read ? readPatience : writePatience
  if (tries >= patience.tries) return null
  const backOff = firstWaitMs * 2 ** (tries - 1) * (0.75 + Math.random() / 2)
  if (isResponse(outcome)) {
    if (!(read ? retryRead : retryWrite).has(outcome.status)) return null
    const told = retryAfterMs(outcome.headers.get('retry-after'))
    if (told !== null) return waited + told <= patience.waitMs ? told : null
    // A 503 of a write without a date may come from anywhere on the way.
    return read || outcome.status === 429 ? backOff : null
  }
  if (!(outcome instanceof TransportError) || outcome.kind === 'timeout') return null
  // A connection that was never made carried no write; a broken one may have.
  return read || causeCode(outcome) === 'ECONNREFUSED' ? backOff : null
}

function causeCode(error: Error): unknown {
  return error.cause instanceof Error && 'code' in error.cause ? error.cause.code : undefined
}

/** `Retry-After` in milliseconds, seconds or a date: RFC 9110 section 10.2.3. Null when unreadable. */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | null {
  if (value === undefined) return null
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000
  // A date begins with the name of a day; Date.parse alone would read `-1` as a year.
  const date = /^[A-Za-z]{3},/.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}

function pause(ms: number, signal: PipelineRequest['abortSignal']): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve()
    }, ms)
    const abort = () => {
      clearTimeout(timer)
      reject(new DOMException('The request was given up.', 'AbortError'))
    }
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort)
  })
}
