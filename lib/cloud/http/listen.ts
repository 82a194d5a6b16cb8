import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { createServer as createNetServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { RequestInfo } from '../context.ts'
import { exchange, refuseRequest } from './adapter.ts'
import { certificateNameOf, serviceOf, splitAuthority } from './hosts.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { isLoopbackAddress, plainAddress } from './loopback.ts'
import { type Origin, plainOrigin, secureOrigin } from './origin.ts'
import type { TlsMaterial } from './tls-files.ts'

/** What the port serves. */
export interface ListenTarget {
  /** Answers both Azure hosts (`https:` URLs) and the control API (`http:` URLs). */
  fetch(request: Request, info: RequestInfo): Promise<Response>
  tls: TlsMaterial
  log(line: object): void
}

export interface ListenOptions {
  /** 0 takes any free port. */
  port: number
  /** Loopback addresses only. Default 127.0.0.1. */
  host?: string
  limits?: Partial<Limits>
}

export interface Listening {
  port: number
  /** Stops at once: open connections are cut. */
  close(): Promise<void>
}

/** First byte of a TLS record of type handshake, RFC 8446 section 5.1. */
const tlsHandshake = 0x16

/**
 * Opens the one port of the cloud: TLS by server name, HTTP CONNECT to the same, and plain HTTP for
 * the control API, told apart by the first byte.
 *
 * @throws Error when the host is not a loopback address: the cloud's accounts have no password.
 */
export async function listen(target: ListenTarget, options: ListenOptions): Promise<Listening> {
  const host = options.host ?? '127.0.0.1'
  if (!isLoopbackAddress(host)) {
    throw new Error(`The embedded cloud listens on loopback only, not on ${host}.`)
  }
  const limits = { ...defaultLimits, ...options.limits }
  const secure = createSecureServer(target, limits)
  const plain = createPlainServer(target, limits, secure)
  const sockets = new Set<Socket>()
  // An answer is a few small TLS records: with Nagle the last one waits for a delayed acknowledgement, 40 ms.
  const port = createNetServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    routeByFirstByte(socket, limits, plain, secure)
  })
  port.maxConnections = limits.connections
  await new Promise<void>((resolve, reject) => {
    port.once('error', reject)
    port.listen({ port: options.port, host, backlog: 1_024 }, () => {
      port.off('error', reject)
      resolve()
    })
  })
  const address = port.address()
  if (address === null || typeof address === 'string') throw new Error('The port has no address.')
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        port.close(() => resolve())
        plain.close()
        secure.close()
        for (const socket of sockets) socket.destroy()
      }),
  }
}

function routeByFirstByte(socket: Socket, limits: Limits, plain: Server, secure: Server): void {
  // A client that vanishes while we wait is no event.
  socket.on('error', () => socket.destroy())
  const timer = setTimeout(() => socket.destroy(), limits.handshake)
  socket.once('close', () => clearTimeout(timer))
  socket.once('data', (first) => {
    clearTimeout(timer)
    // Paused while the byte goes back, so that the server which takes over sees the whole stream.
    socket.pause()
    socket.unshift(first)
    const server = first[0] === tlsHandshake ? secure : plain
    server.emit('connection', socket)
    process.nextTick(() => socket.resume())
  })
}

function httpLimits(limits: Limits) {
  return {
    headersTimeout: limits.headers,
    requestTimeout: limits.request,
    keepAliveTimeout: limits.idle,
    connectionsCheckingInterval: limits.checkInterval,
    maxHeaderSize: limits.headerSize,
    insecureHTTPParser: false,
  }
}

/** Azure's hosts. Without a server name, or with a strange one, the handshake fails. */
function createSecureServer(target: ListenTarget, limits: Limits): Server {
  const server = createHttpsServer({
    ...httpLimits(limits),
    handshakeTimeout: limits.handshake,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    SNICallback(name, done) {
      const context = target.tls.contexts.get(certificateNameOf(name.toLowerCase()) ?? '')
      if (context) done(null, context)
      else done(new Error('The cloud does not play this host.'))
    },
  })
  server.on('request', (req, res) => {
    answer(req, res, target, limits, secureOrigin(req))
  })
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  server.on('connect', (_req, socket) => refuse(socket, 403, 'No tunnel through a tunnel.'))
  return watched(server)
}

/** CONNECT for proxies' clients, and the control API. */
function createPlainServer(target: ListenTarget, limits: Limits, secure: Server): Server {
  const server = createHttpServer(httpLimits(limits))
  server.on('request', (req, res) => {
    answer(req, res, target, limits, plainOrigin(req))
  })
  server.on('connect', (req, socket, head) => {
    const asked = splitAuthority(req.url ?? '')
    if (asked?.port !== 443 || serviceOf(asked.host) === null) {
      refuse(socket, 403, 'The embedded cloud does not play this host, and lets nothing through.')
      return
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    // The tunnel ends here: the same TLS server takes the bytes, without a second socket.
    secure.emit('connection', socket)
  })
  return watched(server)
}

/**
 * node:http looks after slow requests from `listening` on. These servers never listen themselves,
 * they are handed their connections, so the event is raised for them.
 */
function watched(server: Server): Server {
  server.emit('listening')
  return server
}

function answer(
  req: IncomingMessage,
  res: ServerResponse,
  target: ListenTarget,
  limits: Limits,
  found: Origin,
): void {
  const info = infoOf(req)
  const done =
    'refusal' in found
      ? refuseRequest(res, found.refusal)
      : exchange(req, res, found.origin, (request) => target.fetch(request, info), {
          bodyLimit: limits.bodySize,
        })
  done.catch((error: unknown) => {
    target.log({ event: 'http-defect', error: String(error) })
    if (res.headersSent) res.destroy()
    else res.writeHead(500).end()
  })
}

function infoOf(req: IncomingMessage): RequestInfo {
  const { socket } = req
  return {
    remoteAddress: plainAddress(socket.remoteAddress ?? ''),
    tlsVersion: socket instanceof TLSSocket ? socket.getProtocol() : null,
  }
}

function refuse(socket: Duplex, status: number, detail: string): void {
  const body = JSON.stringify({ type: 'about:blank', status, title: 'Forbidden', detail })
  socket.end(
    `HTTP/1.1 ${status} Forbidden\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
