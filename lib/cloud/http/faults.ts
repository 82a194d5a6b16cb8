import { setTimeout as delay } from 'node:timers/promises'

/** An outage that a test asked for. */
export interface Fault {
  /** Exact host, or `*` for every host. */
  host: string
  /** Prefix of the path. */
  path: string
  /** Answer with this instead of the service's; absent: only the delay. */
  status?: number
  /** How many requests it still hits. */
  count: number
  delayMs: number
}

/** The outages in force. In memory only: a restarted cloud is healthy. */
export class Faults {
  #rules: Fault[] = []

  add(fault: Fault): void {
    this.#rules.push({ ...fault })
  }

  clear(): void {
    this.#rules = []
  }

  list(): Fault[] {
    return this.#rules.map((rule) => ({ ...rule }))
  }

  /**
   * Applies the oldest outage that fits. Resolves to the answer to give, or null when the request goes
   * on to its service. A delay ends early when the client leaves.
   */
  async apply(request: Request): Promise<Response | null> {
    if (this.#rules.length === 0) return null
    const url = new URL(request.url)
    const rule = this.#rules.find(
      ({ host, path }) => (host === '*' || host === url.hostname) && url.pathname.startsWith(path),
    )
    if (!rule) return null
    rule.count -= 1
    if (rule.count <= 0) this.#rules = this.#rules.filter((other) => other !== rule)
    if (rule.delayMs > 0) await delay(rule.delayMs, undefined, { signal: request.signal })
    return rule.status === undefined ? null : outage(rule.status)
  }
}

const words: Record<number, { code: string; message: string }> = {
  429: {
    code: 'Throttled',
    message:
      'Request was not processed because too many requests were received. Reduce the rate of requests.',
  },
  500: { code: 'InternalServerError', message: 'An internal server error occurred.' },
  503: { code: 'ServiceUnavailable', message: 'The service is temporarily unavailable.' },
}

function outage(status: number): Response {
  const error = words[status] ?? { code: 'Fault', message: `The service answered ${status}.` }
  const headers = new Headers({ 'x-ms-request-id': crypto.randomUUID() })
  // Azure names a time with these two; clients wait for it.
  if (status === 429 || status === 503) headers.set('retry-after', '1')
  return Response.json({ error }, { status, headers })
}
