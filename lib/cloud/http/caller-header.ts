import { isIP } from 'node:net'
import type { CallerOrigin, RequestInfo } from '../context.ts'
import { problem } from './problem.ts'
import { isSameToken } from './same-token.ts'

/** Says where a request comes from, as JSON: `{"address","subnetId","privateEndpointId","trustedService"}`, each optional. */
export const callerHeader = 'x-strongroom-caller'
/** The control token, which alone gives the other header a meaning. */
export const controlHeader = 'x-strongroom-control'

/** Longer than any resource id. */
const longest = 2_048

/**
 * Takes the two headers off a request, so that no service ever sees them. With the control token the
 * request counts as coming from where they say; with another one, or none, they mean nothing.
 * @returns a 400 when the token is right and the rest is not
 */
export function takeCaller(
  request: Request,
  info: RequestInfo,
  controlToken: string,
): { request: Request; info: RequestInfo } | Response {
  const said = request.headers.get(callerHeader)
  const token = request.headers.get(controlHeader)
  if (said === null && token === null) return { request, info }
  const headers = new Headers(request.headers)
  headers.delete(callerHeader)
  headers.delete(controlHeader)
  const bare = new Request(request, { headers })
  if (said === null || token === null || !isSameToken(token, controlToken)) {
    return { request: bare, info }
  }
  const caller = readCaller(said)
  if (!caller) {
    return problem(
      400,
      'Invalid request',
      `Send ${callerHeader}: {"address":"203.0.113.7","subnetId":"…","privateEndpointId":"…",` +
        '"trustedService":"…"}, each of them optional.',
    )
  }
  const { address, ...origin } = caller
  return {
    request: bare,
    info: { ...info, remoteAddress: address ?? info.remoteAddress, origin },
  }
}

function readCaller(said: string): (CallerOrigin & { address?: string }) | null {
  const value = parse(said)
  if (typeof value !== 'object' || value === null) return null
  const read: Record<string, string> = {}
  for (const [name, text] of Object.entries(value)) {
    if (!members.includes(name) || typeof text !== 'string') return null
    if (text === '' || text.length > longest) return null
    read[name] = text
  }
  return read.address !== undefined && isIP(read.address) === 0 ? null : read
}

const members = ['address', 'subnetId', 'privateEndpointId', 'trustedService']

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
