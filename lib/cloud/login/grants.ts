import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { integer, integerOrNull, text, textOrNull } from '../store/row.ts'
import type { CloudStore, Db } from '../store/store.ts'

/** What a user granted to a client: behind every code and refresh token. */
export interface Grant {
  /** All that descends from one sign-in; revoked together. */
  family: string
  clientId: string
  userId: string
  scope: string
}

export interface CodeGrant extends Grant {
  redirectUri: string
  nonce: string | null
  /** PKCE S256 challenge; null when the client is confidential and sent none. */
  challenge: string | null
}

export type Redemption<T> = { grant: T } | 'unknown' | 'expired' | 'replayed'

const minute = 60_000
const codeLifetime = 10 * minute
const day = 24 * 60 * minute
/** Browser apps must come back within a day. https://learn.microsoft.com/entra/identity-platform/refresh-tokens */
export const refreshLifetime = { spa: day, other: 90 * day }
/** A client that lost our answer, or raced itself, may present the old refresh token again. */
const rotationGrace = minute

/** Makes a single-use code; only its hash is kept. Durable before it is sent to the browser. */
export function issueCode(
  store: CloudStore,
  grant: Omit<CodeGrant, 'family'>,
  now: number,
): Promise<string> {
  const code = `1.${randomBytes(48).toString('base64url')}`
  return store.write((db) => {
    db.sql('DELETE FROM login_code WHERE expires_at < ?').run(now - day)
    db.sql(
      `INSERT INTO login_code (hash, family, client_id, user_id, redirect_uri, scope, nonce, challenge,
         expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      hashOf(code),
      randomUUID(),
      grant.clientId,
      grant.userId,
      grant.redirectUri,
      grant.scope,
      grant.nonce,
      grant.challenge,
      now + codeLifetime,
    )
    return code
  })
}

/**
 * Takes the code out of use and says what it stood for. A second redemption revokes everything that
 * the first one gave (RFC 6749 section 4.1.2): one of the two had stolen it.
 */
export function redeemCode(
  store: CloudStore,
  code: string,
  now: number,
): Promise<Redemption<CodeGrant>> {
  return store.write((db) => {
    const row = db.sql('SELECT * FROM login_code WHERE hash = ?').get(hashOf(code))
    if (!row) return 'unknown'
    if (integerOrNull(row, 'redeemed_at') !== null) {
      revokeFamily(db, text(row, 'family'))
      return 'replayed'
    }
    db.sql('UPDATE login_code SET redeemed_at = ? WHERE hash = ?').run(now, hashOf(code))
    if (integer(row, 'expires_at') <= now) return 'expired'
    return {
      grant: {
        family: text(row, 'family'),
        clientId: text(row, 'client_id'),
        userId: text(row, 'user_id'),
        redirectUri: text(row, 'redirect_uri'),
        scope: text(row, 'scope'),
        nonce: textOrNull(row, 'nonce'),
        challenge: textOrNull(row, 'challenge'),
      },
    }
  })
}

/** @param lifetime of the family in ms, counted from now. */
export function issueRefreshToken(
  store: CloudStore,
  grant: Grant,
  now: number,
  lifetime: number,
): Promise<string> {
  return store.write((db) => {
    db.sql('DELETE FROM login_refresh WHERE expires_at < ?').run(now - day)
    return insertRefreshToken(db, grant, now + lifetime)
  })
}

/**
 * Exchanges a refresh token for its successor, which expires when the first of the family would have.
 * One that was rotated longer than the grace ago comes from a copy, and ends the family (RFC 9700
 * section 4.14.2).
 */
export function rotateRefreshToken(
  store: CloudStore,
  token: string,
  clientId: string,
  now: number,
): Promise<Redemption<Grant & { refreshToken: string }>> {
  return store.write((db) => {
    const hash = hashOf(token)
    const row = db
      .sql('SELECT * FROM login_refresh WHERE hash = ? AND client_id = ?')
      .get(hash, clientId)
    if (!row) return 'unknown'
    const expiresAt = integer(row, 'expires_at')
    if (expiresAt <= now) return 'expired'
    const rotatedAt = integerOrNull(row, 'rotated_at')
    if (rotatedAt !== null && now - rotatedAt > rotationGrace) {
      revokeFamily(db, text(row, 'family'))
      return 'replayed'
    }
    if (rotatedAt === null) {
      db.sql('UPDATE login_refresh SET rotated_at = ? WHERE hash = ?').run(now, hash)
    }
    const grant = {
      family: text(row, 'family'),
      clientId,
      userId: text(row, 'user_id'),
      scope: text(row, 'scope'),
    }
    return { grant: { ...grant, refreshToken: insertRefreshToken(db, grant, expiresAt) } }
  })
}

/** Ends all that this user granted to this client, as at sign-out. */
export function revokeGrants(store: CloudStore, userId: string, clientId: string): Promise<void> {
  return store.write((db) => {
    db.sql('DELETE FROM login_refresh WHERE user_id = ? AND client_id = ?').run(userId, clientId)
  })
}

function revokeFamily(db: Db, family: string): void {
  db.sql('DELETE FROM login_refresh WHERE family = ?').run(family)
}

function insertRefreshToken(db: Db, grant: Grant, expiresAt: number): string {
  const token = `1.${randomBytes(64).toString('base64url')}`
  db.sql(
    `INSERT INTO login_refresh (hash, family, client_id, user_id, scope, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  ).run(hashOf(token), grant.family, grant.clientId, grant.userId, grant.scope, expiresAt)
  return token
}

function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest()
}
