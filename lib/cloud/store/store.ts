import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { invariant } from '#lib/base/invariant.ts'
import { isMediumFault, StoreOpenError, StoreUnavailableError, unwritable } from './errors.ts'
import { createGroupCommit } from './group-commit.ts'
import { loadKeyFile } from './key-file.ts'
import { type Migration, migrate } from './migrate.ts'
import { migrations } from './migrations/registry.ts'
import { text } from './row.ts'
import { createSealing, type Sealing } from './sealing.ts'

/** What a reader or a writer may use: prepared statements, sealing and MACs. */
export interface Db extends Sealing {
  /**
   * The prepared statement of this text, made once. Texts are constants: values are always bound.
   * Do not nest `iterate` of one statement; `all`, `get` and `run` may be called at any depth.
   */
  sql(text: string): StatementSync
}

/** The state of the embedded cloud: one SQLite database, one writer, everything acknowledged durable. */
export interface CloudStore extends Db {
  /** Runs `fn` on the committed state. Everything `fn` reads is of one moment. */
  read<T>(fn: (db: Db) => T): T
  /**
   * Queues `fn`. All that is queued in one turn of the event loop runs in one transaction, in order,
   * each under its own savepoint: one that throws is undone alone and its promise rejects with that
   * error. The promise resolves only after the commit is on disk (`synchronous=FULL`).
   * `fn` must be synchronous. Rejects with {@link StoreUnavailableError} when the disk does not take it.
   */
  write<T>(fn: (db: Db) => T): Promise<T>
  /** Deletes every row of every table but those named. The key and the schema stay. */
  reset(options?: { keep?: readonly string[] }): Promise<void>
  /** Commits what is queued and closes the files. Later writes reject. */
  close(): void
}

export interface OpenStoreOptions {
  /** For tests of the store itself. */
  migrations?: readonly Migration[]
}

/** How long an opening process waits for a dying one to let go of the files, in ms. */
const lockPatience = 3_000

/**
 * Opens the store in `<dataDir>/cloud`: `cloud.db` (WAL) and `key`, both mode 0600, made when absent.
 * One process holds it at a time.
 *
 * @throws StoreOpenError in words for the person who started the program.
 */
export function openStore(dataDir: string, options: OpenStoreOptions = {}): CloudStore {
  const folder = join(dataDir, 'cloud')
  const path = join(folder, 'cloud.db')
  const sealing = prepareFiles(folder, path)
  const database = openDatabase(path)
  try {
    migrate(database, options.migrations ?? migrations)
  } catch (error) {
    database.close()
    throw error
  }

  const statements = new Map<string, StatementSync>()
  const db: Db = {
    ...sealing,
    sql(statement) {
      let prepared = statements.get(statement)
      if (!prepared) {
        prepared = database.prepare(statement)
        statements.set(statement, prepared)
      }
      return prepared
    },
  }
  const commits = createGroupCommit(database, db)
  let closed = false

  return {
    ...db,
    read(fn) {
      if (closed) throw new StoreUnavailableError('The store is closed.')
      return fn(db)
    },
    write(fn) {
      return commits.enqueue(fn)
    },
    reset({ keep = [] } = {}) {
      return commits.enqueue(() => emptyTables(database, keep))
    },
    close() {
      if (closed) return
      commits.close()
      closed = true
      database.close()
    },
  }
}

function prepareFiles(folder: string, path: string): Sealing {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const sealing = createSealing(
      loadKeyFile(join(folder, 'key'), existsSync(path) && statSync(path).size > 0),
    )
    // SQLite gives the WAL the mode of the database file, so the file exists with ours before SQLite sees it.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    return sealing
  } catch (error) {
    throw unwritable(folder, error) ?? error
  }
}

function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: lockPatience, enableForeignKeyConstraints: true })
    // Exclusive before the first touch: no shared-memory file, and a second process cannot open the data.
    database.exec('PRAGMA locking_mode = EXCLUSIVE')
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = FULL')
    database.exec('PRAGMA trusted_schema = OFF')
    database.exec('BEGIN IMMEDIATE; COMMIT')
    const mode = database.prepare('PRAGMA journal_mode').get()
    invariant(mode?.journal_mode === 'wal', 'the database is in WAL mode')
    return database
  } catch (error) {
    database?.close()
    if (!isMediumFault(error)) throw error
    const refused = unwritable(path, error)
    if (refused) throw refused
    throw new StoreOpenError(
      `The embedded cloud's data ${path} cannot be opened: another process uses it, or it is damaged.`,
      { cause: error },
    )
  }
}

function emptyTables(database: DatabaseSync, keep: readonly string[]): void {
  database.exec('PRAGMA defer_foreign_keys = ON')
  const tables = database
    .prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .all()
    .map((row) => text(row, 'name'))
  for (const table of tables) {
    if (table === 'migrations' || keep.includes(table)) continue
    database.exec(`DELETE FROM "${table}"`)
  }
}
