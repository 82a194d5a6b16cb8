import 'server-only'
import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect } from 'kysely'

/** Kysely's dialect over the SQLite that comes with Node.js, so no native addon is needed. */
export function sqliteDialect(file: string): SqliteDialect {
  return new SqliteDialect({ database: open(file) })
}

function open(file: string): SqliteDatabase {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // Made before SQLite opens it, so that it is never readable by others, not even for a moment.
    closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
  }
  const database = new DatabaseSync(file)
  // WAL with FULL: a record that was acknowledged survives a power cut (sqlite.org/pragma.html).
  database.exec(
    'PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=5000',
  )
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = database.prepare(sql)
      return {
        // A statement that returns columns is a query, as better-sqlite3 calls it `reader`.
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(toValue)),
        run: (parameters) => statement.run(...parameters.map(toValue)),
        *iterate(parameters) {
          yield* statement.iterate(...parameters.map(toValue))
        },
      }
    },
  }
}

function toValue(parameter: unknown): SQLInputValue {
  if (parameter === null || parameter === undefined) return null
  if (typeof parameter === 'string' || typeof parameter === 'number') return parameter
  if (typeof parameter === 'bigint' || parameter instanceof Uint8Array) return parameter
  throw new TypeError(`SQLite takes no ${typeof parameter}`)
}
