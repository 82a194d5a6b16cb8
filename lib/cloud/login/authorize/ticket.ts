import { badRequest } from '../errors.ts'
import type { LoginServices, TokenCall } from '../services.ts'

/** A sign-in request on its way through the account page and back. */
export interface Ticket {
  /** The query of the authorize request, judged again when the choice comes back. */
  query: string
  version: TokenCall['version']
  /** Which tenant segment the page was asked under. */
  tenantName: string
}

const context = 'login-ticket'
const lifetime = 60 * 60_000

/** Sealed, so that a form from elsewhere cannot make up a request that no account page showed. */
export function sealTicket(login: LoginServices, ticket: Ticket): string {
  const content = JSON.stringify([
    ticket.query,
    ticket.version,
    ticket.tenantName,
    login.now() + lifetime,
  ])
  return Buffer.from(login.store.seal(Buffer.from(content), context)).toString('base64url')
}

/** @throws LoginError 165000 when the ticket is not ours or older than an hour. */
export function openTicket(login: LoginServices, sealed: string): Ticket {
  const [query, version, tenantName, expiresAt] = readTicket(login, sealed)
  const isVersion = version === '1.0' || version === '2.0'
  if (typeof query !== 'string' || !isVersion || typeof tenantName !== 'string') throw stale()
  if (typeof expiresAt !== 'number' || expiresAt <= login.now()) throw stale()
  return { query, version, tenantName }
}

function readTicket(login: LoginServices, sealed: string): unknown[] {
  try {
    const content = login.store.open(Buffer.from(sealed, 'base64url'), context)
    const value: unknown = JSON.parse(Buffer.from(content).toString('utf8'))
    return Array.isArray(value) ? value : []
  } catch {
    // Not sealed by this cloud: the same answer as for one that is too old.
    return []
  }
}

function stale() {
  return badRequest(
    165000,
    'Invalid request. The sign-in page is too old or was not made by this service. Start again.',
    'invalid_request',
  )
}
