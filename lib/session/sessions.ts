import 'server-only'
import * as z from 'zod'
import type { Clock } from '#lib/base/clock.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { SessionRow } from '#lib/store/schema.ts'
import type { Store } from '#lib/store/store.ts'
import { type Caller, mintCaller } from './caller.ts'
import { roles, type SessionInfo } from './roles.ts'
import { newCookieValue, seal, sessionIdOf, unseal } from './sealing.ts'
import type { VerifiedToken, VerifyToken } from './verify-token.ts'

const minute = 60_000

/** ASVS 7.3.1 and 7.3.2: an idle and an absolute end; 7.1.2: a bound on sessions of one person. */
export const sessionLimits = {
  idleMs: 30 * minute,
  absoluteMs: 12 * 60 * minute,
  perUser: 10,
  /** The last use is written at most this often. */
  touchMs: minute,
} as const

export interface OpenSession {
  readonly caller: Caller
  readonly info: SessionInfo
}

/** Sessions of the console: a token comes in once, after that a cookie stands for it. */
export interface Sessions {
  /**
   * Begins a session. `previous`, the cookie that came along, ends: the value after a sign-in is always
   * new. Throws `FailureError` signed-out when the token does not hold.
   */
  begin(token: string, previous?: string): Promise<{ cookie: string; session: OpenSession }>
  /** The session of a cookie; null when there is none, or none any more. Counts as use. */
  read(cookie: string | undefined): Promise<OpenSession | null>
  /** Puts the same user's new token into a session; null when it is not that user's or has ended. */
  renew(cookie: string | undefined, token: string): Promise<OpenSession | null>
  end(cookie: string | undefined): Promise<void>
  /** Ends every session of a user; returns how many. */
  revokeAll(userId: string): Promise<number>
  /** Removes what has ended; for the start and now and then. */
  sweep(): Promise<void>
}

const sealedToken = z.object({
  raw: z.string(),
  userId: z.string(),
  tenantId: z.string(),
  name: z.string(),
  userPrincipalName: z.string(),
  roles: z.array(z.enum(roles)),
  expiresAt: z.coerce.date(),
})

export function createSessions(store: Store, verify: VerifyToken, clock: Clock): Sessions {
  const table = () => store.selectFrom('sessions')

  function open(row: SessionRow, cookie: string): OpenSession | null {
    const token = unsealed(row, cookie)
    return token === null ? null : { caller: mintCaller(row.id, token), info: infoOf(row, token) }
  }

  /** The row of a cookie that still counts now. */
  async function live(cookie: string | undefined): Promise<SessionRow | null> {
    const id = cookie === undefined ? null : sessionIdOf(cookie)
    if (id === null) return null
    const row = await table().selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) return null
    const now = clock.now().getTime()
    const ended =
      now >= Date.parse(row.expires_at) ||
      now >= Date.parse(row.seen_at) + sessionLimits.idleMs ||
      now >= Date.parse(row.token_expires_at)
    if (!ended) return row
    await remove(row.id)
    return null
  }

  async function remove(id: string): Promise<void> {
    await store.deleteFrom('sessions').where('id', '=', id).execute()
  }

  async function dropOldest(userId: string): Promise<void> {
    const kept = await table()
      .select('id')
      .where('user_id', '=', userId)
      .orderBy('created_at', 'desc')
      .limit(sessionLimits.perUser)
      .execute()
    await store
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where(
        'id',
        'not in',
        kept.map((row) => row.id),
      )
      .execute()
  }

  return {
    async begin(raw, previous) {
      const token = await verify(raw)
      const old = previous === undefined ? null : sessionIdOf(previous)
      if (old !== null) await remove(old)
      const cookie = newCookieValue()
      const id = sessionIdOf(cookie)
      if (id === null) throw new Error('A new cookie value must have an id.')
      const now = clock.now()
      const row: SessionRow = {
        id,
        user_id: token.userId,
        sealed: seal(JSON.stringify(token), cookie, id),
        created_at: now.toISOString(),
        seen_at: now.toISOString(),
        expires_at: new Date(now.getTime() + sessionLimits.absoluteMs).toISOString(),
        token_expires_at: token.expiresAt.toISOString(),
      }
      await store.insertInto('sessions').values(row).execute()
      await dropOldest(token.userId)
      return { cookie, session: { caller: mintCaller(id, token), info: infoOf(row, token) } }
    },

    async read(cookie) {
      const row = await live(cookie)
      if (row === null || cookie === undefined) return null
      const session = open(row, cookie)
      const now = clock.now()
      if (session && now.getTime() - Date.parse(row.seen_at) >= sessionLimits.touchMs) {
        await store
          .updateTable('sessions')
          .set({ seen_at: now.toISOString() })
          .where('id', '=', row.id)
          .execute()
      }
      return session
    },

    async renew(cookie, raw) {
      const row = await live(cookie)
      if (row === null || cookie === undefined) return null
      const token = await verify(raw).catch((error: unknown) => {
        if (error instanceof FailureError && error.failure.code === 'signed-out') return null
        throw error
      })
      if (token === null || token.userId !== row.user_id) return null
      const changed = {
        sealed: seal(JSON.stringify(token), cookie, row.id),
        token_expires_at: token.expiresAt.toISOString(),
      }
      // Not a use by the person, so the idle time goes on counting.
      await store.updateTable('sessions').set(changed).where('id', '=', row.id).execute()
      return open({ ...row, ...changed }, cookie)
    },

    async end(cookie) {
      const id = cookie === undefined ? null : sessionIdOf(cookie)
      if (id !== null) await remove(id)
    },

    async revokeAll(userId) {
      const result = await store
        .deleteFrom('sessions')
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return Number(result.numDeletedRows)
    },

    async sweep() {
      const now = clock.now()
      const idle = new Date(now.getTime() - sessionLimits.idleMs).toISOString()
      await store
        .deleteFrom('sessions')
        .where((where) =>
          where.or([
            where('expires_at', '<=', now.toISOString()),
            where('token_expires_at', '<=', now.toISOString()),
            where('seen_at', '<=', idle),
          ]),
        )
        .execute()
    },
  }
}

/** Null when the row was changed by somebody without the cookie: then it is no session. */
function unsealed(row: SessionRow, cookie: string): VerifiedToken | null {
  let text: string
  try {
    text = unseal(row.sealed, cookie, row.id)
  } catch {
    // AES-GCM refuses what it did not seal.
    return null
  }
  return sealedToken.parse(JSON.parse(text))
}

function infoOf(row: SessionRow, token: VerifiedToken): SessionInfo {
  return {
    name: token.name,
    userPrincipalName: token.userPrincipalName,
    roles: token.roles,
    tokenExpiresAt: token.expiresAt.toISOString(),
    expiresAt: row.expires_at,
  }
}
