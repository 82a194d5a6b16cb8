import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { StoreOpenError } from './errors.ts'
import { text } from './row.ts'

/** One step of the schema. Once released it never changes; a later change is a new step. */
export interface Migration {
  /** Unique and ascending within its area: 100s login, 200s management and logs, 300s vaults. */
  id: number
  name: string
  sql: string
}

/**
 * Runs the steps that this database has not seen, by number, all in one transaction.
 * Throws {@link StoreOpenError} when a known step has another text than when it ran, or when the
 * database has seen a step that this build does not know.
 */
export function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    db.exec(`CREATE TABLE IF NOT EXISTS migrations (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL, digest TEXT NOT NULL) STRICT`)
    const seen = new Map<unknown, string>()
    for (const row of db.prepare('SELECT id, digest FROM migrations').all()) {
      seen.set(row.id, text(row, 'digest'))
    }
    const record = db.prepare('INSERT INTO migrations (id, name, digest) VALUES (?, ?, ?)')
    for (const step of migrations.toSorted((a, b) => a.id - b.id)) {
      const digest = createHash('sha256').update(step.sql).digest('hex')
      const before = seen.get(step.id)
      seen.delete(step.id)
      if (before === digest) continue
      if (before !== undefined) throw foreign(`step ${step.id} (${step.name}) has changed`)
      db.exec(step.sql)
      record.run(step.id, step.name, digest)
    }
    if (seen.size > 0) throw foreign(`it has steps unknown here: ${[...seen.keys()].join(', ')}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function foreign(why: string): StoreOpenError {
  return new StoreOpenError(
    `The embedded cloud's data was written by another build (${why}). ` +
      'Use that build, or start over with npm run reset.',
  )
}
