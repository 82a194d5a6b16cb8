import 'server-only'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Text columns only: both databases read them alike. */
export const sessionsAndRecords: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('created_at', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'text', (column) => column.notNull())
      .addColumn('expires_at', 'text', (column) => column.notNull())
      .addColumn('token_expires_at', 'text', (column) => column.notNull())
      .execute()
    await db.schema
      .createIndex('sessions_user')
      .on('sessions')
      .columns(['user_id', 'created_at'])
      .execute()
    await db.schema
      .createTable('records')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'text', (column) => column.notNull())
      .addColumn('finished_at', 'text')
      .addColumn('actor_id', 'text', (column) => column.notNull())
      .addColumn('actor_name', 'text', (column) => column.notNull())
      .addColumn('verb', 'text', (column) => column.notNull())
      .addColumn('vault', 'text', (column) => column.notNull())
      .addColumn('object', 'text', (column) => column.notNull())
      .addColumn('version', 'text')
      .addColumn('reason', 'text')
      .addColumn('outcome', 'text')
      .addColumn('detail', 'text')
      .execute()
    await db.schema
      .createIndex('records_object')
      .on('records')
      .columns(['vault', 'object', 'at'])
      .execute()
    await db.schema.createIndex('records_at').on('records').columns(['at', 'id']).execute()
  },
}
