import 'server-only'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import { Pool } from 'pg'
import { sessionsAndRecords } from './migrations/001-sessions-records.ts'
import { temporaryRules } from './migrations/002-temporary-rules.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'

export type Store = Kysely<Tables>

export interface StoreOptions {
  /** Folder of the SQLite file; not used with `databaseUrl`. */
  readonly dataDir: string
  readonly databaseUrl: string | null
}

/** In the order of their names; a released one never changes, a change is a new one. */
const migrations = {
  '001-sessions-records': sessionsAndRecords,
  '002-temporary-rules': temporaryRules,
}

/**
 * Opens the store and brings its tables up to date. Rejects when the database cannot be reached or is
 * newer than this program. Two consoles may do it at once: Kysely's migrator takes a lock.
 */
export async function openStore({ dataDir, databaseUrl }: StoreOptions): Promise<Store> {
  const store = new Kysely<Tables>({
    dialect:
      databaseUrl === null
        ? sqliteDialect(join(dataDir, 'console', 'store.sqlite'))
        : new PostgresDialect({
            pool: new Pool({
              connectionString: databaseUrl,
              max: 10,
              connectionTimeoutMillis: 5000,
            }),
          }),
  })
  const migrator = new Migrator({ db: store, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    await store.destroy()
    throw new Error('The store could not be brought up to date.', { cause: error })
  }
  return store
}
