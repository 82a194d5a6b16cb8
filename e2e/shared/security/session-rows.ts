import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { dataFolder } from '../control.ts'

/**
 * The console's own table of sessions, changed behind its back: the clock of a running console cannot be
 * moved, but the times it compares with can.
 */
export type SessionTime = 'seen_at' | 'expires_at' | 'token_expires_at'

function inStore<T>(work: (db: DatabaseSync) => T): T {
  const db = new DatabaseSync(join(dataFolder(), 'console', 'store.sqlite'))
  try {
    db.exec('PRAGMA busy_timeout=5000')
    return work(db)
  } finally {
    db.close()
  }
}

function idOf(cookie: string): string {
  const value = cookie.slice(cookie.indexOf('=') + 1)
  return createHash('sha256').update(value).digest('hex')
}

export type SessionRow = Record<string, SQLInputValue>

/** The row of a session. Throws when there is none. */
export function readSessionRow(cookie: string): SessionRow {
  const row = inStore((db) => db.prepare('SELECT * FROM sessions WHERE id = ?').get(idOf(cookie)))
  if (!row) throw new Error('The store has no such session.')
  return { ...row }
}

/** Number of sessions that the store holds for the user of this row. */
export function countSessions(userId: SQLInputValue): number {
  const row = inStore((db) =>
    db.prepare('SELECT count(*) AS n FROM sessions WHERE user_id = ?').get(userId),
  )
  return Number(row?.n)
}

/** Puts a row (back) as it is, whatever became of it meanwhile. */
export function putSessionRow(row: SessionRow): void {
  const names = Object.keys(row)
  inStore((db) =>
    db
      .prepare(
        `INSERT OR REPLACE INTO sessions (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      )
      .run(...Object.values(row)),
  )
}

/** Removes every session of the user of this cookie, as an administrator's revocation does. */
export function revokeSessions(cookie: string): void {
  const { user_id: userId } = readSessionRow(cookie)
  inStore((db) => db.prepare('DELETE FROM sessions WHERE user_id = ?').run(userId ?? null))
}

/** ISO time so many minutes from now; negative ones are past. */
export function minutesFromNow(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString()
}
