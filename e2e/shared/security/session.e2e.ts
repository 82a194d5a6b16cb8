import { randomBytes } from 'node:crypto'
import { expect, test } from '@playwright/test'
import {
  cookieOf,
  type HttpSession,
  ownHeaders,
  presentToken,
  putAccount,
  raw,
  SESSION_COOKIE,
  signInOverHttp,
  signOutOverHttp,
  tokensOf,
} from '../http-session.ts'
import { actions } from './access-table.ts'
import { callAction } from './action-call.ts'
import {
  countSessions,
  minutesFromNow,
  putSessionRow,
  readSessionRow,
  revokeSessions,
  type SessionTime,
} from './session-rows.ts'

// An account of its own: revoking its sessions must not sign out anybody else's.
const person = 'session-tests@contoso.example'

test.beforeAll(async () => {
  await putAccount(person, ['SecurityOperations'])
})

async function expectEnded(session: { cookie: string }): Promise<void> {
  const headers = { cookie: session.cookie }
  expect((await raw('/api/session', { headers })).status).toBe(401)
  expect((await raw('/api/vaults', { headers })).status).toBe(401)
  const page = await raw('/ops/vaults?q=a', { headers })
  expect(page.status).toBe(307)
  const to = new URL(page.headers.location ?? '', 'http://console')
  expect([to.pathname, to.searchParams.get('return')]).toEqual(['/sign-in', '/ops/vaults?q=a'])
  expect(to.searchParams.get('reason')).toBe('expired')
  const name = 'purgeCertificateAction'
  const action = await callAction(session, name, actions[name]?.input ?? {})
  expect(action.status).toBe(401)
}

async function expectLive(session: HttpSession): Promise<void> {
  const reply = await raw('/api/session', { headers: { cookie: session.cookie } })
  expect(reply.status).toBe(200)
  const info: { userPrincipalName: string } = JSON.parse(reply.text)
  expect(info.userPrincipalName).toBe(session.address)
}

test('the cookie is HttpOnly, SameSite=Strict, for the whole site, and 256 random bits', async () => {
  const { access } = await tokensOf(person)
  const reply = await presentToken(access)
  const [line, ...more] = reply.headers['set-cookie'] ?? []
  expect(more).toEqual([])
  const [pair = '', ...attributes] = (line ?? '').split(/;\s*/)
  expect(pair).toMatch(new RegExp(`^${SESSION_COOKIE}=[A-Za-z0-9_-]{43}$`))
  const lower = attributes.map((attribute) => attribute.toLowerCase())
  expect(lower).toEqual(expect.arrayContaining(['httponly', 'samesite=strict', 'path=/']))
  expect(lower.filter((attribute) => attribute.startsWith('domain'))).toEqual([])
  expect(reply.headers['cache-control']).toContain('no-store')
  await signOutOverHttp({ cookie: pair })
})

test('a sign-in never takes over a cookie value that came along', async () => {
  const { access } = await tokensOf(person)
  const planted = `${SESSION_COOKIE}=${randomBytes(32).toString('base64url')}`
  const reply = await presentToken(access, { cookie: planted })
  const cookie = cookieOf(reply)
  expect(cookie).not.toBeNull()
  expect(cookie).not.toBe(planted)
  await expectEnded({ cookie: planted })
  await signOutOverHttp({ cookie: cookie ?? '' })
})

test('a second sign-in gets a new cookie, and the old one is worth nothing', async () => {
  const first = await signInOverHttp(person)
  const reply = await presentToken(first.token, { cookie: first.cookie })
  expect(reply.status).toBe(201)
  const cookie = cookieOf(reply) ?? ''
  expect(cookie).not.toBe(first.cookie)
  await expectEnded(first)
  await expectLive({ ...first, cookie })
  await signOutOverHttp({ cookie })
})

test('after sign-out the cookie is worth nothing, and the browser is told to drop it', async () => {
  const session = await signInOverHttp(person)
  await expectLive(session)
  const reply = await signOutOverHttp(session)
  expect(reply.status).toBe(204)
  expect(reply.headers['set-cookie']?.join()).toMatch(/strongroom-session=;.*(Max-Age=0|1970)/i)
  await expectEnded(session)
})

test('a session ends after 30 minutes without use, and use puts that off', async () => {
  const session = await signInOverHttp(person)
  putSessionRow({ ...readSessionRow(session.cookie), seen_at: minutesFromNow(-29) })
  await expectLive(session)
  const touched = Date.parse(String(readSessionRow(session.cookie).seen_at))
  expect(touched).toBeGreaterThan(Date.parse(minutesFromNow(-1)))
  putSessionRow({ ...readSessionRow(session.cookie), seen_at: minutesFromNow(-30.1) })
  await expectEnded(session)
})

test('a session is made for at most 12 hours', async () => {
  const session = await signInOverHttp(person)
  const { created_at: made, expires_at: ends } = readSessionRow(session.cookie)
  expect(Date.parse(String(ends)) - Date.parse(String(made))).toBe(12 * 3_600_000)
  await signOutOverHttp(session)
})

const ends: [string, SessionTime][] = [
  ['however busy it is, after its 12 hours', 'expires_at'],
  ['when the token of the user has ended', 'token_expires_at'],
]
for (const [when, time] of ends) {
  test(`a session ends ${when}`, async () => {
    const session = await signInOverHttp(person)
    const row = readSessionRow(session.cookie)
    putSessionRow({ ...row, [time]: minutesFromNow(1) })
    await expectLive(session)
    putSessionRow({ ...row, [time]: minutesFromNow(-0.01) })
    await expectEnded(session)
    // Ended for good: the row is gone, so no later clock can bring it back.
    expect(() => readSessionRow(session.cookie)).toThrow('no such session')
  })
}

test('revoking the sessions of a user ends each of them at once', async () => {
  const all = [await signInOverHttp(person), await signInOverHttp(person)]
  for (const session of all) await expectLive(session)
  revokeSessions(all[0]?.cookie ?? '')
  for (const session of all) await expectEnded(session)
})

test('one person has at most ten sessions: the oldest goes', async () => {
  const crowd = await putAccount('session-crowd@contoso.example', ['Auditor'])
  const { access } = await tokensOf(crowd)
  const cookies: string[] = []
  for (let at = 0; at < 11; at++) cookies.push(cookieOf(await presentToken(access)) ?? '')
  const last = cookies[10] ?? ''
  expect(countSessions(readSessionRow(last).user_id ?? null)).toBe(10)
  expect(() => readSessionRow(cookies[0] ?? '')).toThrow('no such session')
  revokeSessions(last)
})

test('renewal takes the same user only, and does not lengthen the session', async () => {
  const other = await putAccount('session-other@contoso.example', ['SecurityOperations'])
  const session = await signInOverHttp(person)
  const before = readSessionRow(session.cookie)
  const renew = (token: string) =>
    raw('/api/session', {
      method: 'POST',
      headers: { ...ownHeaders(session), 'content-type': 'application/json' },
      body: JSON.stringify({ token, renew: true }),
    })
  const { access } = await tokensOf(person)
  expect((await renew(access)).status).toBe(200)
  const after = readSessionRow(session.cookie)
  expect(after.expires_at).toBe(before.expires_at)
  expect(after.seen_at).toBe(before.seen_at)
  const foreign = await tokensOf(other)
  const reply = await renew(foreign.access)
  // Whatever it answers, this cookie never becomes the other's session.
  const seen = await raw('/api/session', { headers: { cookie: session.cookie } })
  expect(seen.text).not.toContain(other)
  const made = cookieOf(reply)
  if (made !== null) await signOutOverHttp({ cookie: made })
  await signOutOverHttp(session)
})

test('a cookie that was never given out opens nothing', async () => {
  const values = [
    randomBytes(32).toString('base64url'),
    'A'.repeat(43),
    '',
    "' OR 1=1 --",
    'x'.repeat(5_000),
    `${'A'.repeat(42)}%00`,
  ]
  for (const value of values) {
    const reply = await raw('/api/vaults', { headers: { cookie: `${SESSION_COOKIE}=${value}` } })
    expect.soft(reply.status, value.slice(0, 50)).toBe(401)
  }
})

test('the store alone opens no session: neither cookie nor token can be read from it', async () => {
  const session = await signInOverHttp(person)
  const row = JSON.stringify(readSessionRow(session.cookie))
  const value = session.cookie.split('=')[1] ?? ''
  expect(value).toHaveLength(43)
  expect(row).not.toContain(value)
  expect(row).not.toMatch(/eyJ/)
  expect(row).not.toContain(Buffer.from(session.token).toString('base64').slice(0, 60))
  expect(row).not.toContain(person)
  // The id of the row is no cookie.
  const { id } = readSessionRow(session.cookie)
  const reply = await raw('/api/vaults', { headers: { cookie: `${SESSION_COOKIE}=${id}` } })
  expect(reply.status).toBe(401)
  await signOutOverHttp(session)
})
