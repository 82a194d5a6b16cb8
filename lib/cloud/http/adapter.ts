import type { IncomingMessage, ServerResponse } from 'node:http'
import { problem } from './problem.ts'

export interface AdapterOptions {
  /** Bodies above this many bytes are answered 413 without being read to their end. */
  bodyLimit: number
}

/** Body bytes, or null when the request is larger than the limit. Rejects when the client leaves. */
type Body = Uint8Array<ArrayBuffer> | undefined

/**
 * Runs one node:http exchange through a fetch-shaped handler. Bodies are read whole before the
 * handler runs: they are small here, and a slow sender then holds nothing but its own socket.
 *
 * @param origin scheme and host of the request's URL, already checked.
 */
export async function exchange(
  req: IncomingMessage,
  res: ServerResponse,
  origin: string,
  handle: (request: Request) => Promise<Response>,
  options: AdapterOptions,
): Promise<void> {
  const left = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) left.abort()
  })
  try {
    const body = await readBody(req, options.bodyLimit)
    if (body === null) {
      // node:http reads the rest and drops it, within the time-out: a client that is cut off while it
      // still sends would never see this answer.
      return await send(
        res,
        problem(413, 'Content too large', `At most ${options.bodyLimit} bytes.`),
      )
    }
    const request = toRequest(req, origin, body, left.signal)
    await send(res, request ? await handle(request) : badTarget())
  } catch (error) {
    // The client left, while we read or while the handler worked: nobody is there to answer.
    if (res.destroyed || left.signal.aborted) return
    throw error
  }
}

/** Answers without a look at the rest of the request, and ends the connection. */
export function refuseRequest(res: ServerResponse, response: Response): Promise<void> {
  res.setHeader('connection', 'close')
  return send(res, response)
}

function badTarget(): Response {
  return problem(400, 'Bad request', 'The method or the target of the request is not valid.')
}

function toRequest(
  req: IncomingMessage,
  origin: string,
  body: Body,
  signal: AbortSignal,
): Request | null {
  const target = req.url ?? ''
  if (!target.startsWith('/')) return null
  const headers = new Headers()
  const raw = req.rawHeaders
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '')
  try {
    return new Request(origin + target, {
      method: req.method ?? 'GET',
      headers,
      signal,
      ...(body === undefined ? {} : { body }),
    })
  } catch (error) {
    // TRACE, a body with GET, a target that is no URL: the Fetch standard has no such request.
    if (error instanceof TypeError) return null
    throw error
  }
}

async function readBody(req: IncomingMessage, limit: number): Promise<Body | null> {
  const length = Number(req.headers['content-length'] ?? '0')
  if (length > limit) return null
  if (length === 0 && req.headers['transfer-encoding'] === undefined) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  if (size === 0 || req.method === 'GET' || req.method === 'HEAD') return undefined
  return new Uint8Array(Buffer.concat(chunks))
}

async function send(res: ServerResponse, response: Response): Promise<void> {
  const headers: string[] = []
  for (const [name, value] of response.headers) headers.push(name, value)
  if (response.body === null) {
    if (response.status !== 204 && response.status !== 304) headers.push('content-length', '0')
    res.writeHead(response.status, headers).end()
    return
  }
  const body = Buffer.from(await response.arrayBuffer())
  if (!response.headers.has('content-length')) headers.push('content-length', String(body.length))
  res.writeHead(response.status, headers).end(body)
}
