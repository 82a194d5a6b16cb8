import { expect, test } from '@playwright/test'
import { credentials } from '../control.ts'
import {
  type HttpSession,
  origin,
  ownHeaders,
  putAccount,
  type RawReply,
  type RawRequest,
  raw,
  signInOverHttp,
  signOutOverHttp,
} from '../http-session.ts'
import { AUDITOR } from '../people.ts'
import { actions } from './access-table.ts'
import { callAction } from './action-call.ts'
import { pageAddresses, readAddresses, sampleVersion } from './addresses.ts'
import { staticFiles } from './build-manifest.ts'

const sessions: HttpSession[] = []
let version = ''

test.beforeAll(async () => {
  const nobody = await putAccount('no-role-headers@contoso.example', [])
  for (const address of ['ops2@contoso.example', 'dev2@contoso.example', AUDITOR, nobody]) {
    sessions.push(await signInOverHttp(address))
  }
  version = await sampleVersion(ops())
})

test.afterAll(async () => {
  for (const session of sessions) await signOutOverHttp(session)
})

function ops(): HttpSession {
  const [session] = sessions
  if (!session) throw new Error('Nobody is signed in.')
  return session
}

/** The directives of a Content-Security-Policy. */
function policyOf(reply: RawReply): Map<string, string[]> {
  const text = String(reply.headers['content-security-policy'] ?? '')
  return new Map(
    text
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources]),
  )
}

/** What every answer carries, whatever it is. */
function expectFixedHeaders(reply: RawReply, about: string): void {
  const { headers } = reply
  expect.soft(headers['x-content-type-options'], about).toBe('nosniff')
  expect.soft(headers['cross-origin-resource-policy'], about).toBe('same-origin')
  expect.soft(headers['cross-origin-opener-policy'], about).toBe('same-origin')
  expect.soft(headers['referrer-policy'], about).toMatch(/^(same-origin|no-referrer)$/)
  expect.soft(headers['x-powered-by'], about).toBeUndefined()
  expect.soft(headers['access-control-allow-origin'], about).toBeUndefined()
  const policy = policyOf(reply)
  expect.soft(policy.get('frame-ancestors'), about).toEqual(["'none'"])
  expect.soft(policy.get('base-uri'), about).toEqual(["'none'"])
  const text = String(headers['content-security-policy'])
  expect.soft(text, about).not.toMatch(/unsafe-inline|unsafe-eval|unsafe-hashes|\*/)
}

/** A page runs scripts by nonce alone; returns the nonce. */
function expectPage(reply: RawReply, about: string): string {
  expectFixedHeaders(reply, about)
  const policy = policyOf(reply)
  const scripts = policy.get('script-src') ?? []
  expect.soft(scripts, about).toContain("'strict-dynamic'")
  expect.soft(policy.get('object-src'), about).toEqual(["'none'"])
  const nonce = scripts.map((source) => /^'nonce-(.{22,})'$/.exec(source)?.[1]).find(Boolean) ?? ''
  expect.soft(nonce, about).not.toBe('')
  for (const [tag] of reply.text.matchAll(/<script\b[^>]*>/g)) {
    expect.soft(tag, about).toContain(`nonce="${nonce}"`)
  }
  expect.soft(reply.text, about).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i)
  return nonce
}

test('every page, for whoever asks, sets a strict policy and the other headers', async () => {
  test.setTimeout(180_000)
  const callers = [undefined, ...sessions]
  for (const session of callers) {
    for (const address of pageAddresses(version)) {
      const headers: Record<string, string> = session ? { cookie: session.cookie } : {}
      const about = `${session?.address ?? 'nobody'} ${address}`
      const reply = await raw(address, { headers })
      expectPage(reply, `${about}: ${reply.status}`)
      if (address !== '/nowhere') {
        expect.soft(reply.headers['cache-control'], about).toMatch(/no-store/)
      }
      expectFixedHeaders(await raw(address, { headers: { ...headers, rsc: '1' } }), `RSC ${about}`)
    }
  }
})

test('every read, allowed or refused, sets the headers and is stored nowhere', async () => {
  for (const session of [undefined, ...sessions]) {
    for (const address of readAddresses(version)) {
      if (address.startsWith('/embedded/')) continue
      const reply = await raw(address, { headers: session ? { cookie: session.cookie } : {} })
      const about = `${session?.address ?? 'nobody'} ${address}: ${reply.status}`
      expectFixedHeaders(reply, about)
      if (!address.startsWith('/api/')) continue
      expect.soft(policyOf(reply).get('default-src'), about).toEqual(["'none'"])
      expect.soft(reply.headers['cache-control'], about).toMatch(/no-store/)
    }
  }
})

test('errors of every kind set the headers', async () => {
  const cookie = ops().cookie
  const json = { ...ownHeaders(ops()), 'content-type': 'application/json' }
  const requests: [string, RawRequest][] = [
    ['/api/nowhere', { headers: { cookie } }],
    ['/api/vaults/a.b', { headers: { cookie } }],
    ['/api/vaults/contoso-none', { headers: { cookie } }],
    ['/api/vaults', { method: 'POST', headers: { cookie } }],
    ['/api/session', { method: 'POST', headers: json, body: '{' }],
    ['/ops/vaults/a.b', { headers: { cookie } }],
    ['/ops/vaults/contoso-dev/certificates/a%20b', { headers: { cookie } }],
    ['/ops/vaults/contoso-dev/certificates/none-such', { headers: { cookie } }],
    ['/_next/static/nowhere.js', {}],
    ['/_next/image?url=%2Ficon.svg&w=16&q=1', {}],
    ['/_next/data/x/ops.json', {}],
    ['/.env', {}],
    ['/embedded/nowhere', {}],
    ['/favicon.ico', {}],
  ]
  for (const [path, request] of requests) {
    const reply = await raw(path, request)
    const about = `${request.method ?? 'GET'} ${path}: ${reply.status}`
    expect.soft(reply.status, about).toBeLessThan(500)
    expectFixedHeaders(reply, about)
  }
})

test('an address that is no UTF-8 gets a bare line of text, before any code of ours runs', async () => {
  const cookie = ops().cookie
  for (const path of ['/api/vaults/%ff', '/ops/vaults/contoso-dev/certificates/%E0%A4%A']) {
    const reply = await raw(path, { headers: { cookie } })
    expect.soft(reply.headers['content-type'], path).toMatch(/^text\/plain/)
    expect.soft(reply.text, path).toMatch(/^(Bad Request|Internal Server Error)$/)
  }
})

test('server actions, done or refused, set the headers', async () => {
  const [name = '', action] = Object.entries(actions)[0] ?? []
  for (const session of [undefined, ...sessions]) {
    const reply = await callAction(session, name, action?.input ?? {})
    expectFixedHeaders(reply, `${session?.address ?? 'nobody'} ${reply.status}`)
    expect.soft(reply.headers['cache-control']).toMatch(/no-store/)
  }
})

test('every script, style and font sets the headers, and no source map is served', async () => {
  const files = await staticFiles()
  expect(files.filter((file) => file.endsWith('.js')).length).toBeGreaterThan(5)
  expect(files.filter((file) => file.endsWith('.map'))).toEqual([])
  for (const file of files) {
    const reply = await raw(file)
    expect.soft(reply.status, file).toBe(200)
    expectFixedHeaders(reply, file)
    expect.soft(reply.text, file).not.toMatch(/sourceMappingURL=(?!data:)/)
  }
})

test('the account page runs no script of its own and leads back to the console only', async () => {
  const path = `/embedded/login/${credentials().tenantId}/oauth2/v2.0/authorize`
  const reply = await raw(path)
  expectFixedHeaders(reply, `account page: ${reply.status}`)
  const policy = policyOf(reply)
  expect(policy.get('default-src')).toEqual(["'none'"])
  expect(policy.get('script-src') ?? []).toEqual([])
  expect(reply.headers['set-cookie']).toBeUndefined()
})

test('the nonces of 1,000 answers are 1,000 different ones', async () => {
  test.setTimeout(180_000)
  const nonces = new Set<string>()
  const worker = async () => {
    for (let at = 0; at < 100; at++) {
      const reply = await raw('/sign-in')
      nonces.add(
        policyOf(reply)
          .get('script-src')
          ?.find((source) => /nonce/.test(source)) ?? '',
      )
    }
  }
  await Promise.all(Array.from({ length: 10 }, worker))
  expect(nonces.size).toBe(1_000)
  expect(nonces.has('')).toBe(false)
})

test('a client cannot choose the nonce, nor the path to come back to', async () => {
  const chosen = "script-src 'nonce-chosenchosenchosenchosen'"
  const headers = { 'content-security-policy': chosen, 'x-nonce': 'chosenchosenchosenchosen' }
  const reply = await raw('/sign-in', { headers })
  expectPage(reply, '/sign-in')
  expect(reply.text).not.toContain('chosenchosen')
  const page = await raw('/ops', { headers: { 'x-strongroom-path': 'https://evil.example/' } })
  expect(page.headers.location).toBe('/sign-in?return=%2Fops')
})

test('no redirect leads away from the console', async () => {
  const to = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/.//evil.example',
  ]
  for (const target of to) {
    const reply = await raw(`/sign-in?return=${encodeURIComponent(target)}`, {
      headers: { cookie: ops().cookie },
    })
    expect.soft(reply.status, target).toBe(307)
    const location = new URL(reply.headers.location ?? '', origin())
    expect.soft(location.origin, `${target} → ${reply.headers.location}`).toBe(origin())
  }
  for (const path of ['//evil.example/ops', '/%5Cevil.example', '//evil.example']) {
    const reply = await raw(path)
    const location = new URL(reply.headers.location ?? '/', origin())
    expect.soft(location.origin, `${path} → ${reply.headers.location}`).toBe(origin())
  }
})
