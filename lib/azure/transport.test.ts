import { connect, createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { createTransport, retryAfterMs, type Transport, TransportError } from './transport.ts'

const host = 'management.azure.com'
const url = `https://${host}/tenants?api-version=2022-12-01`

let cloud: TestCloud
let transport: Transport
let patient: Transport

beforeAll(async () => {
  cloud = await startTestCloud()
  transport = createTransport({
    proxy: `http://127.0.0.1:${cloud.port}`,
    ca: cloud.ca,
    attemptMs: 400,
    totalMs: 3000,
  })
  patient = createTransport({ proxy: `http://127.0.0.1:${cloud.port}`, ca: cloud.ca })
})
afterEach(() => cloud.control('DELETE', 'faults'))
afterAll(async () => {
  transport.close()
  patient.close()
  await cloud.close()
})

async function fault(count: number, change: { status?: number; delayMs?: number }): Promise<void> {
  await cloud.control('POST', 'faults', { host, path: '/', count, ...change })
}

async function kindOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof TransportError ? error.kind : String(error)
}

describe('a request', () => {
  it.each([429, 500, 503])('that reads is repeated after %i', async (status) => {
    await fault(1, { status })
    const answer = await transport.request(host, { url, method: 'GET' })
    // Without a token, which shows that the second try got through to the service.
    expect(answer.status).toBe(401)
  })

  it('that reads is repeated at most twice', async () => {
    await fault(3, { status: 500 })
    expect((await transport.request(host, { url, method: 'GET' })).status).toBe(500)
    expect((await transport.request(host, { url, method: 'GET' })).status).toBe(401)
  })

  // The fault says `Retry-After: 1`: two such waits, and then somebody must hear of it.
  it('that reads waits as long as it is told, two seconds together at most', async () => {
    await fault(50, { status: 429 })
    const start = performance.now()
    expect((await transport.request(host, { url, method: 'GET' })).status).toBe(429)
    const took = performance.now() - start
    expect(took).toBeGreaterThan(1_900)
    expect(took).toBeLessThan(2_900)
  })

  it('that writes is repeated after 429, as often as three times', async () => {
    await fault(3, { status: 429 })
    const write = { url, method: 'POST', body: '{}' } as const
    expect((await patient.request(host, write)).status).not.toBe(429)
  })

  it('that writes is not repeated after an error that may come too late', async () => {
    await fault(1, { status: 500 })
    const write = { url, method: 'POST', body: '{}' } as const
    expect((await transport.request(host, write)).status).toBe(500)
  })

  it('that gets no answer in time fails as such, and is not repeated', async () => {
    await fault(1, { delayMs: 2000 })
    expect(await kindOf(transport.request(host, { url, method: 'GET' }))).toBe('timeout')
    expect((await transport.request(host, { url, method: 'GET' })).status).toBe(401)
  })

  it('ends when its caller gives it up', async () => {
    await fault(1, { delayMs: 2000 })
    const signal = AbortSignal.timeout(50)
    const work = transport.request(host, { url, method: 'GET', signal })
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('that finds nobody fails as unreachable', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const address = closed.address()
    await new Promise((resolve) => closed.close(resolve))
    const port = typeof address === 'object' ? address?.port : 0
    const lost = createTransport({ proxy: `http://127.0.0.1:${port}`, totalMs: 500 })
    expect(await kindOf(lost.request(host, { url, method: 'GET' }))).toBe('unreachable')
    lost.close()
  })

  it('goes through the tunnel of the one before', async () => {
    let tunnels = 0
    const relay = createServer((socket) => {
      tunnels += 1
      const onward = connect(cloud.port, '127.0.0.1')
      socket.pipe(onward).pipe(socket)
      for (const end of [socket, onward]) end.on('error', () => end.destroy())
    })
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
    const address = relay.address()
    const port = typeof address === 'object' ? address?.port : 0
    const through = createTransport({ proxy: `http://127.0.0.1:${port}`, ca: cloud.ca })
    for (let call = 0; call < 3; call++) await through.request(host, { url, method: 'GET' })
    through.close()
    relay.close()
    expect(tunnels).toBe(1)
  })

  it('trusts no certificate but those it was told', async () => {
    const strict = createTransport({ proxy: `http://127.0.0.1:${cloud.port}`, totalMs: 300 })
    expect(await kindOf(strict.request(host, { url, method: 'GET' }))).toBe('unreachable')
    strict.close()
  })
})

describe('retryAfterMs', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it.each([
    ['7', 7000],
    [' 0 ', 0],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Thu, 01 Jan 2025 00:00:05 GMT', 0],
    ['soon', null],
    ['-1', null],
    [undefined, null],
  ])('reads %s (RFC 9110 section 10.2.3)', (value, expected) => {
    expect(retryAfterMs(value, now)).toBe(expected)
  })
})
