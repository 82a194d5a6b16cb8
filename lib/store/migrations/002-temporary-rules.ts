import 'server-only'
import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

export const temporaryRules: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('temporary_rules')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('subscription_id', 'text', (column) => column.notNull())
      .addColumn('resource_group', 'text', (column) => column.notNull())
      .addColumn('vault', 'text', (column) => column.notNull())
      .addColumn('rule', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('made_by', 'text', (column) => column.notNull())
      .addColumn('made_at', 'text', (column) => column.notNull())
      .addColumn('until', 'text', (column) => column.notNull())
      .addColumn('tried_at', 'text')
      .addColumn('tries', 'integer', (column) => column.notNull())
      .addColumn('failure', 'text')
      .execute()
  },
}
