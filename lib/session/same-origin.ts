import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'

/** Headers of a request, as `Headers` has them. */
export interface HeaderReader {
  get(name: string): string | null
}

/**
 * Whether a request that changes something comes from our own pages: null when it does, else the reason.
 * Next.js lets a server action without an `Origin` header through, so we refuse it ourselves; browsers
 * send the header with every POST (Fetch standard, "append a request Origin header").
 */
export function foreignReason(headers: HeaderReader): string | null {
  const origin = headers.get('origin')
  if (origin === null) return 'no Origin'
  if (origin === 'null') return 'Origin null'
  const host = headers.get('host')
  const parsed = URL.parse(origin)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return 'Origin unreadable'
  if (host === null || parsed.host !== host.toLowerCase()) return 'Origin of another host'
  const site = headers.get('sec-fetch-site')
  // Browsers since 2023 send it; tools do not, and they carry no one's cookie by accident.
  if (site !== null && site !== 'same-origin') return `Sec-Fetch-Site ${site}`
  return null
}

/** The same for route handlers, which also ask for the header that no form can send. */
export function foreignRouteReason(headers: HeaderReader): string | null {
  const reason = foreignReason(headers)
  if (reason !== null) return reason
  return headers.get('x-strongroom-request') === '1' ? null : 'no X-Strongroom-Request'
}

export const foreignFailure: Failure = {
  code: 'forbidden',
  status: 403,
  title: 'This request did not come from the console',
  detail: 'It was refused because another site or tool may have sent it.',
  nextStep: 'Open the console itself and try there.',
}
