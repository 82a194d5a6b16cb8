import { statSync } from 'node:fs'
import { request } from 'node:http'
import { get as httpsGet } from 'node:https'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { readObject } from '#lib/testing/login.ts'
import { openCloud } from '../cloud.ts'
import { findUser, putUser } from '../login/directory.ts'
import { type Mail, sendMail } from '../outbox/mail.ts'

let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
})
afterEach(() => cloud.control('DELETE', 'faults'))
afterAll(() => cloud.close())

const keysUrl = 'https://login.microsoftonline.com/common/discovery/keys'

function getStatus(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpsGet(url, { agent: cloud.agent }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
  })
}

/** The control API with whatever headers; node:fetch would set Host itself. */
function send(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: cloud.port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject).end()
  })
}

describe('who may', () => {
  it('answers health to everybody on this machine', async () => {
    const response = await fetch(`http://127.0.0.1:${cloud.port}/_cloud/health`)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ status: 'ok' })
  })

  it.each([
    ['no token', {}],
    ['a wrong token', { authorization: 'Bearer wrong' }],
    ['a cut token', () => ({ authorization: `Bearer ${cloud.credentials.controlToken.slice(1)}` })],
    ['another scheme', () => ({ authorization: `Basic ${cloud.credentials.controlToken}` })],
    ['a bare token', () => ({ authorization: cloud.credentials.controlToken })],
  ])('answers 401 to %s', async (_name, headers) => {
    expect(await send('/_cloud/clock', typeof headers === 'function' ? headers() : headers)).toBe(
      401,
    )
  })

  it.each(['evil.example', 'evil.example:7443', 'localhost.evil.example', '10.0.0.1', '[::2]'])(
    'answers 403 to the Host %s, as a rebound name would send it, with the right token too',
    async (host) => {
      const authorization = `Bearer ${cloud.credentials.controlToken}`
      expect(await send('/_cloud/clock', { host, authorization })).toBe(403)
      expect(await send('/_cloud/health', { host })).toBe(403)
    },
  )

  it.each(['localhost', '127.0.0.1:7443', '[::1]:7443'])('answers the Host %s', async (host) => {
    expect(await send('/_cloud/health', { host })).toBe(200)
  })

  it('does not answer at Azure hosts, nor to other machines', async () => {
    expect(await getStatus('https://login.microsoftonline.com/_cloud/health')).toBe(404)
    const remote = await cloud.cloud.fetch(new Request('http://127.0.0.1/_cloud/health'), {
      remoteAddress: '192.0.2.1',
      tlsVersion: null,
    })
    expect(remote.status).toBe(403)
  })

  it('answers unknown paths and methods with problems', async () => {
    expect((await cloud.control('GET', 'nothing')).status).toBe(404)
    const wrong = await cloud.control('POST', 'clock', {})
    expect(wrong.status).toBe(405)
    expect(wrong.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('clock', () => {
  it('shifts, runs on, and does not touch tokens', async () => {
    const target = '2031-05-06T07:08:09.000Z'
    const shifted = await readObject(await cloud.control('PUT', 'clock', { now: target }))
    const now = cloud.cloud.context.clock.now().getTime()
    expect(now - new Date(target).getTime()).toBeGreaterThanOrEqual(0)
    expect(now - new Date(target).getTime()).toBeLessThan(10_000)
    expect(String(shifted.now)).toMatch(/^2031-05-06T07:08:/)
    expect(await getStatus(keysUrl)).toBe(200)
    expect((await cloud.control('PUT', 'clock', { now: 'soon' })).status).toBe(400)
    expect((await cloud.control('PUT', 'clock', {})).status).toBe(400)
  })
})

describe('outbox', () => {
  const mails = async (query = '') => (await cloud.control('GET', `outbox${query}`)).json()
  const mail: Mail = {
    vault: { name: 'contoso-prod' },
    to: ['pki@contoso.example'],
    kind: 'RenewalCompleted',
    subject: 'shop was renewed',
    text: 'All is well.',
    certificate: 'shop',
    time: new Date('2027-01-31T12:00:00Z'),
  }

  it('shows what was sent, from a mail on, until a reset', async () => {
    expect(await mails()).toEqual({ mails: [] })
    await cloud.cloud.context.store.write((db) => sendMail(db, mail))
    const sent = { ...mail, id: 1, vault: 'contoso-prod', time: '2027-01-31T12:00:00.000Z' }
    expect(await mails()).toEqual({ mails: [sent] })
    expect(await mails('?after=1')).toEqual({ mails: [] })
    expect((await cloud.control('GET', 'outbox?after=x')).status).toBe(400)
    expect((await cloud.control('POST', 'reset', { sample: false })).status).toBe(204)
    expect(await mails()).toEqual({ mails: [] })
  })
})

describe('faults', () => {
  it('answer as told, as often as told', async () => {
    const host = 'login.microsoftonline.com'
    const fault = { host, path: '/common', status: 503, count: 2 }
    expect((await cloud.control('POST', 'faults', fault)).status).toBe(204)
    expect([await getStatus(keysUrl), await getStatus(keysUrl), await getStatus(keysUrl)]).toEqual([
      503, 503, 200,
    ])
  })

  it('hit their host and path only', async () => {
    await cloud.control('POST', 'faults', { host: 'management.azure.com', path: '/', status: 500 })
    await cloud.control('POST', 'faults', { host: '*', path: '/elsewhere', status: 500 })
    expect(await getStatus(keysUrl)).toBe(200)
    expect(await getStatus('https://management.azure.com/tenants')).toBe(500)
    expect(await getStatus('https://login.microsoftonline.com/elsewhere/x')).toBe(500)
  })

  it('delay without a status, and say when to come back with 429', async () => {
    await cloud.control('POST', 'faults', { host: '*', path: '/', delayMs: 30 })
    const startedAt = performance.now()
    expect(await getStatus(keysUrl)).toBe(200)
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(29)
    await cloud.control('POST', 'faults', { host: '*', path: '/', status: 429 })
    const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }
    const throttled = await cloud.cloud.fetch(new Request(keysUrl), info)
    expect(throttled.status).toBe(429)
    expect(throttled.headers.get('retry-after')).toBe('1')
  })

  it.each([
    {},
    { host: 'x' },
    { host: 'x', status: 200 },
    { host: 'x', status: 'many' },
    { host: 'x', status: 500, count: 0 },
    { host: 'x', status: 500, delayMs: -1 },
    { host: 'x', status: 500, path: 'no-slash' },
    { host: 'x', delayMs: 1e9 },
  ])('refuses %j', async (fault) => {
    expect((await cloud.control('POST', 'faults', fault)).status).toBe(400)
  })
})

describe('users', () => {
  it('makes an account without a role, and gives it one later', async () => {
    const userPrincipalName = 'new@contoso.example'
    const made = await cloud.control('POST', 'users', { userPrincipalName, roles: [] })
    expect(made.status).toBe(201)
    const first = await readObject(made)
    const changed = await cloud.control('POST', 'users', { userPrincipalName, roles: ['Auditor'] })
    expect(changed.status).toBe(200)
    expect(await changed.json()).toMatchObject({ objectId: first.objectId, roles: ['Auditor'] })
  })

  it('lets someone of the directory sign in who could not before', async () => {
    const userPrincipalName = 'named@contoso.example'
    const { store } = cloud.cloud.context
    const objectId = crypto.randomUUID()
    const person = { objectId, userPrincipalName, displayName: 'Named', roles: [], signsIn: false }
    await store.write((db) => putUser(db, person))
    await cloud.control('POST', 'users', { userPrincipalName, roles: ['Auditor'] })
    expect(findUser(store, userPrincipalName)).toMatchObject({ objectId, signsIn: true })
  })

  it.each([
    {},
    { userPrincipalName: 'no address' },
    { userPrincipalName: 'x@contoso.example', roles: ['Emperor'] },
    { userPrincipalName: '<b>@contoso.example' },
    { userPrincipalName: 'x@contoso.example', displayName: 5 },
  ])('refuses %j', async (user) => {
    expect((await cloud.control('POST', 'users', user)).status).toBe(400)
  })
})

describe('reset', () => {
  it('clears faults and clock, and keeps identities and sign-in key', async () => {
    const before = await (await fetchKeys()).json()
    await cloud.control('PUT', 'clock', { now: '2031-01-01T00:00:00Z' })
    await cloud.control('POST', 'faults', { host: '*', path: '/', status: 500, count: 9 })
    expect((await cloud.control('POST', 'reset', { sample: false })).status).toBe(204)
    expect(await getStatus(keysUrl)).toBe(200)
    expect(await (await fetchKeys()).json()).toEqual(before)
    const shift = cloud.cloud.context.clock.now().getTime() - Date.now()
    expect(Math.abs(shift)).toBeLessThan(10_000)
    expect((await cloud.control('POST', 'reset', { sample: 'yes' })).status).toBe(400)
  })

  function fetchKeys() {
    const info = { remoteAddress: '127.0.0.1', tlsVersion: null }
    return cloud.cloud.fetch(new Request(keysUrl), info)
  }
})

describe('files', () => {
  it('with keys or secrets belong to their owner alone', () => {
    const mode = (name: string) => statSync(join(cloud.dataDir, 'cloud', name)).mode & 0o777
    expect(mode('credentials.json')).toBe(0o600)
    expect(mode('tls.json')).toBe(0o600)
    expect(mode('key')).toBe(0o600)
    expect(mode('cloud.db')).toBe(0o600)
    expect(mode('.')).toBe(0o700)
  })

  it('outlive a restart: same tenant, same CA, same sign-in key', async () => {
    const first = await startTestCloud()
    const keys = () =>
      first.cloud
        .fetch(new Request(keysUrl), { remoteAddress: '127.0.0.1', tlsVersion: null })
        .then((response) => response.json())
    const before = await keys()
    await first.cloud.close()
    const again = await openCloud({ dataDir: first.dataDir, redirectUris: [], sample: false })
    expect(again.credentials).toEqual(first.credentials)
    expect(again.tls.ca).toBe(first.ca)
    const info = { remoteAddress: '127.0.0.1', tlsVersion: null }
    expect(await (await again.fetch(new Request(keysUrl), info)).json()).toEqual(before)
    await again.close()
    await first.close()
  })
})
