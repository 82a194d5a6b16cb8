import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import { splitAuthority } from './hosts.ts'
import { isLoopbackHost } from './loopback.ts'
import { problem } from './problem.ts'

/** Scheme and host of a request's URL, or the answer that refuses it. */
export type Origin = { origin: string } | { refusal: Response }

/** Over TLS: the host that the connection was made for. */
export function secureOrigin(req: IncomingMessage): Origin {
  const serverName =
    req.socket instanceof TLSSocket && typeof req.socket.servername === 'string'
      ? req.socket.servername.toLowerCase()
      : ''
  const asked = splitAuthority(req.headers.host ?? '')
  // RFC 9110 section 7.4: a request for another host than the connection was made for.
  if (!asked || asked.host !== serverName || (asked.port !== null && asked.port !== 443)) {
    const detail = 'The Host header does not name the host that the connection was made for.'
    return { refusal: problem(421, 'Misdirected request', detail) }
  }
  return { origin: `https://${serverName}` }
}

/** Over plain HTTP: the control API on a loopback name, and nothing else. */
export function plainOrigin(req: IncomingMessage): Origin {
  const asked = splitAuthority(req.headers.host ?? '')
  if (!req.url?.startsWith('/_cloud/')) {
    const detail = 'Azure answers over TLS. Plain HTTP is for CONNECT and for /_cloud only.'
    return { refusal: problem(403, 'Forbidden', detail) }
  }
  if (!asked || !isLoopbackHost(asked.host)) {
    const detail = 'The control API answers on this machine only.'
    return { refusal: problem(403, 'Forbidden', detail) }
  }
  return { origin: `http://${asked.host}` }
}
