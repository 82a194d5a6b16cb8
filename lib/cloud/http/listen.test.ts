import {
  get,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from 'node:http'
import { get as httpsGet } from 'node:https'
import { connect as netConnect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { listen } from './listen.ts'

let cloud: TestCloud
const discovery = 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration'

beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.close())

function read(response: IncomingMessage): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    let body = ''
    response.on('data', (chunk) => {
      body += chunk
    })
    response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    response.on('error', reject)
  })
}

function fetchSecurely(url: string, options: object): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    httpsGet(url, options, (response) => resolve(read(response))).on('error', reject)
  })
}

/** Sends bytes as they are, and resolves with all that comes back until the other side closes. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = netConnect(cloud.port, '127.0.0.1', () => socket.write(text))
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk
    })
    socket.on('close', () => resolve(received))
    socket.on('error', reject)
  })
}

describe('one port', () => {
  it('answers TLS by server name, trusted by ca.pem alone', async () => {
    const answer = await fetchSecurely(discovery, { agent: cloud.agent })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body).token_endpoint).toBe(
      'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    )
  })

  it('answers an unmodified proxy client through CONNECT', async () => {
    const agent = new HttpsProxyAgent(`http://127.0.0.1:${cloud.port}`, { keepAlive: true })
    const options = { agent, ca: cloud.ca }
    expect((await fetchSecurely(discovery, options)).status).toBe(200)
    expect((await fetchSecurely(discovery, options)).status).toBe(200)
    agent.destroy()
  })

  it('is not trusted without ca.pem', async () => {
    const agent = new HttpsProxyAgent(`http://127.0.0.1:${cloud.port}`)
    await expect(fetchSecurely(discovery, { agent })).rejects.toThrow(/certificate/)
  })

  it.each([
    'example.com:443',
    'login.microsoftonline.com:80',
    'login.microsoftonline.com.evil.example:443',
    'a.b.vault.azure.net:443',
    'vault.azure.net:443',
    '169.254.169.254:443',
    '[::1]:443',
    'localhost:443',
  ])('refuses to tunnel to %s', async (target) => {
    const answer = await sendRaw(`CONNECT ${target} HTTP/1.1\r\nHost: ${target}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
  })

  it('takes TLS bytes that come together with CONNECT', async () => {
    const host = 'management.azure.com:443'
    const raw = netConnect(cloud.port, '127.0.0.1')
    raw.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    await new Promise((resolve) => raw.once('data', resolve))
    const socket = tlsConnect({ socket: raw, servername: 'management.azure.com', ca: cloud.ca })
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    expect(socket.authorized).toBe(true)
    socket.destroy()
  })

  it.each(['example.com', 'vault.azure.net', 'x.y.vault.azure.net', ''])(
    'closes a handshake for the server name "%s"',
    async (servername) => {
      const outcome = await new Promise((resolve) => {
        const options = { port: cloud.port, host: '127.0.0.1', rejectUnauthorized: false }
        const socket = tlsConnect(servername === '' ? options : { ...options, servername })
        socket.on('secureConnect', () => resolve('connected'))
        socket.on('error', () => resolve('refused'))
        socket.on('close', () => resolve('refused'))
      })
      expect(outcome).toBe('refused')
    },
  )

  it('refuses a Host header that names another host than the connection', async () => {
    const answer = await fetchSecurely(discovery, {
      agent: cloud.agent,
      servername: 'login.microsoftonline.com',
      headers: { host: 'management.azure.com' },
    })
    expect(answer.status).toBe(421)
  })

  it.each(['/', '/certificates', 'http://login.microsoftonline.com/common/v2.0', '*'])(
    'answers plain HTTP for %s with 403',
    async (target) => {
      const method = target === '*' ? 'OPTIONS' : 'GET'
      const answer = await sendRaw(
        `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
      )
      expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    },
  )

  it('refuses to listen on anything but loopback', async () => {
    for (const host of ['0.0.0.0', '::', '192.0.2.1', 'localhost.example', '::ffff:10.0.0.1']) {
      await expect(listen(cloud.cloud, { port: 0, host })).rejects.toThrow(/loopback only/)
    }
  })
})

describe('bounds', () => {
  it('answers 413 to a body above the limit, announced or not', async () => {
    const listening = await listen(cloud.cloud, { port: 0, limits: { bodySize: 1_000 } })
    const bytes = 100_000_000
    const status = (headers: OutgoingHttpHeaders) =>
      new Promise((resolve, reject) => {
        const options = { method: 'POST', port: listening.port, path: '/_cloud/reset', headers }
        const request = httpRequest(options, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        request.on('error', reject)
        request.end('x'.repeat(bytes))
      })
    expect(await status({ 'content-length': bytes })).toBe(413)
    expect(await status({ 'transfer-encoding': 'chunked' })).toBe(413)
    await listening.close()
  })

  it('drops clients that are silent or slow, and stays healthy meanwhile', async () => {
    const limits = { handshake: 50, headers: 100, request: 100, checkInterval: 20 }
    const listening = await listen(cloud.cloud, { port: 0, limits })
    const closed = (first: string) =>
      new Promise<string>((resolve) => {
        const socket = netConnect(listening.port, '127.0.0.1', () => socket.write(first))
        let received = ''
        socket.on('data', (chunk) => {
          received += chunk
        })
        socket.on('close', () => resolve(received))
        socket.on('error', () => resolve(received))
      })
    const waiting = Promise.all([
      closed(''),
      closed('\x16\x03\x01'),
      closed('GET /_cloud/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: '),
      closed('POST /_cloud/reset HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 10\r\n\r\n1'),
    ])
    expect((await fetch(`http://127.0.0.1:${listening.port}/_cloud/health`)).status).toBe(200)
    const [, , slowHeaders] = await waiting
    expect(slowHeaders).toMatch(/^HTTP\/1\.1 408 /)
    await listening.close()
  })

  it('answers health in a second while 1,000 sockets hold on', async () => {
    const sockets = Array.from({ length: 1_000 }, () => netConnect(cloud.port, '127.0.0.1'))
    await Promise.all(
      sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))),
    )
    const startedAt = performance.now()
    const health = await new Promise<IncomingMessage>((resolve, reject) => {
      get({ port: cloud.port, path: '/_cloud/health', agent: false }, resolve).on('error', reject)
    })
    health.resume()
    expect(health.statusCode).toBe(200)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
    for (const socket of sockets) socket.destroy()
  })

  it('refuses headers above the limit', async () => {
    const answer = await sendRaw(
      `GET /_cloud/health HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  })
})
