import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FailureError } from '#lib/domain/failure-error.ts'
import { openStore, type Store } from '#lib/store/store.ts'
import { assertionOf } from './caller.ts'
import { sessionIdOf } from './sealing.ts'
import { createSessions, type Sessions, sessionLimits } from './sessions.ts'
import type { VerifiedToken } from './verify-token.ts'

/** Hardening S6. Tokens are `<user>` or `<user> <minutes it lasts>`; `bad` does not hold. */
let folder: string
let store: Store
let sessions: Sessions
let now: Date
const minute = 60_000

async function verify(raw: string): Promise<VerifiedToken> {
  const [userId = '', minutes = '1440'] = raw.split(' ')
  if (userId === 'bad') {
    const words = { title: 'x', detail: 'x', nextStep: 'x' }
    throw new FailureError({ code: 'signed-out', status: 401, ...words })
  }
  return {
    raw,
    userId,
    tenantId: 't',
    name: userId,
    userPrincipalName: `${userId}@contoso.example`,
    roles: ['SecurityOperations'],
    expiresAt: new Date(now.getTime() + Number(minutes) * minute),
  }
}

function pass(ms: number): void {
  now = new Date(now.getTime() + ms)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sessions-'))
  store = await openStore({ dataDir: folder, databaseUrl: null })
  now = new Date('2026-01-01T00:00:00Z')
  sessions = createSessions(store, verify, { now: () => now })
})

afterEach(async () => {
  await store.destroy()
  await rm(folder, { recursive: true })
})

async function begin(token = 'ops', previous?: string): Promise<string> {
  return (await sessions.begin(token, previous)).cookie
}

describe('a session', () => {
  it('turns its cookie into the caller, with the token beside and not inside it', async () => {
    const session = await sessions.read(await begin())
    expect(session?.caller).toMatchObject({ userId: 'ops', roles: ['SecurityOperations'] })
    expect(session && assertionOf(session.caller)).toBe('ops')
    expect(Object.keys(session?.caller ?? {})).not.toContain('raw')
  })

  it('has 256 random bits for its cookie', async () => {
    const cookies = await Promise.all(Array.from({ length: 8 }, (_, n) => begin(`user${n}`)))
    expect(new Set(cookies).size).toBe(8)
    for (const cookie of cookies) expect(Buffer.from(cookie, 'base64url')).toHaveLength(32)
  })

  it('begins only with a token that holds', async () => {
    await expect(sessions.begin('bad')).rejects.toBeInstanceOf(FailureError)
    expect(await store.selectFrom('sessions').selectAll().execute()).toEqual([])
  })

  it('gets a new cookie at sign-in, and the planted or former one opens nothing (fixation)', async () => {
    const planted = await begin('attacker')
    const mine = await begin('ops', planted)
    expect(mine).not.toBe(planted)
    expect(await sessions.read(planted)).toBeNull()
    expect((await sessions.read(mine))?.caller.userId).toBe('ops')
  })

  it.each([undefined, '', 'x', 'a'.repeat(43), `${'a'.repeat(42)}=`, '../'.repeat(15)])(
    'is not opened by the cookie %s',
    async (cookie) => {
      await begin()
      expect(await sessions.read(cookie)).toBeNull()
    },
  )

  it('ends when idle, and use keeps it', async () => {
    const cookie = await begin()
    for (let n = 0; n < 4; n++) {
      pass(sessionLimits.idleMs - minute)
      expect(await sessions.read(cookie)).not.toBeNull()
    }
    pass(sessionLimits.idleMs)
    expect(await sessions.read(cookie)).toBeNull()
    // For good: the row is gone, not only hidden.
    expect(await store.selectFrom('sessions').selectAll().execute()).toEqual([])
  })

  it('ends after its absolute time, however busy', async () => {
    const cookie = await begin()
    while (now.getTime() < Date.parse('2026-01-01T11:50:00Z')) {
      pass(10 * minute)
      expect(await sessions.read(cookie)).not.toBeNull()
      expect(await sessions.renew(cookie, 'ops')).not.toBeNull()
    }
    pass(10 * minute)
    expect(await sessions.read(cookie)).toBeNull()
    expect(await sessions.renew(cookie, 'ops')).toBeNull()
  })

  it('ends with its token, unless renewed before', async () => {
    const cookie = await begin('ops 20')
    pass(15 * minute)
    expect((await sessions.renew(cookie, 'ops 60'))?.caller.userId).toBe('ops')
    pass(10 * minute)
    const session = await sessions.read(cookie)
    expect(session && assertionOf(session.caller)).toBe('ops 60')
    for (let n = 0; n < 3; n++) {
      pass(15 * minute)
      await sessions.read(cookie)
    }
    pass(10 * minute)
    expect(await sessions.read(cookie)).toBeNull()
  })

  it('takes no token of somebody else, and none that does not hold', async () => {
    const cookie = await begin()
    expect(await sessions.renew(cookie, 'dev')).toBeNull()
    expect(await sessions.renew(cookie, 'bad')).toBeNull()
    expect((await sessions.read(cookie))?.caller.userId).toBe('ops')
  })

  it('is not kept alive by renewal alone', async () => {
    const cookie = await begin()
    pass(sessionLimits.idleMs - minute)
    await sessions.renew(cookie, 'ops')
    pass(2 * minute)
    expect(await sessions.read(cookie)).toBeNull()
  })

  it('is over after sign-out: replaying the cookie opens nothing', async () => {
    const cookie = await begin()
    await sessions.end(cookie)
    expect(await sessions.read(cookie)).toBeNull()
  })

  it('can be revoked with all others of its user', async () => {
    const mine = [await begin(), await begin()]
    const other = await begin('dev')
    expect(await sessions.revokeAll('ops')).toBe(2)
    for (const cookie of mine) expect(await sessions.read(cookie)).toBeNull()
    expect(await sessions.read(other)).not.toBeNull()
  })

  it('is bounded in number: the oldest of a user goes first', async () => {
    const cookies: string[] = []
    for (let n = 0; n <= sessionLimits.perUser; n++) {
      cookies.push(await begin())
      pass(1000)
    }
    const open = await Promise.all(cookies.map((cookie) => sessions.read(cookie)))
    expect(open.map((session) => session !== null)).toEqual([
      false,
      ...Array<boolean>(sessionLimits.perUser).fill(true),
    ])
  })
})

describe('the store alone', () => {
  it('has neither cookie nor token', async () => {
    const cookie = await begin('canary-token')
    const [row] = await store.selectFrom('sessions').selectAll().execute()
    expect(row?.id).toBe(sessionIdOf(cookie))
    const text = JSON.stringify({ ...row, user_id: '' })
    expect(text).not.toContain(cookie)
    expect(text).not.toContain('canary')
    expect(Buffer.from(row?.sealed ?? '', 'base64').toString('latin1')).not.toContain('canary')
  })

  it('opens nothing when a row was changed or moved', async () => {
    const cookie = await begin()
    const other = await begin('dev')
    const sealed = await store.selectFrom('sessions').select(['id', 'sealed']).execute()
    const [a, b] = sealed
    await store
      .updateTable('sessions')
      .set({ sealed: a?.sealed ?? '' })
      .where('id', '=', b?.id ?? '')
      .execute()
    const read = await Promise.all([sessions.read(cookie), sessions.read(other)])
    expect(read.filter((session) => session !== null)).toHaveLength(1)
  })

  it('is swept of what has ended', async () => {
    await begin()
    pass(sessionLimits.idleMs)
    await begin('dev')
    await sessions.sweep()
    const rows = await store.selectFrom('sessions').select('user_id').execute()
    expect(rows).toEqual([{ user_id: 'dev' }])
  })
})
