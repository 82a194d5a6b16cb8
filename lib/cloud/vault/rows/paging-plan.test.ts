import { afterAll, beforeAll, expect, it } from 'vitest'
import { text } from '../../store/row.ts'
import { anyDue } from '../sweep.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'
import { pageSql } from './certificates.ts'
import { headPageSql } from './keys.ts'

/** A page must cost the same at a hundred thousand certificates: it may only walk an index. */
let vault: VaultUnderTest

beforeAll(async () => {
  vault = await openVaultUnderTest()
})
afterAll(() => vault.close())

it.each([
  [pageSql('completed'), 'vault_certificates_live (vault=? AND name>?)'],
  [pageSql('deleted'), 'vault_certificates_deleted (vault=? AND name>?)'],
  [pageSql('live'), 'PRIMARY KEY (vault=? AND name>?)'],
  [headPageSql('keys', 'live'), 'vault_keys_live (vault=? AND name>?)'],
  [headPageSql('keys', 'deleted'), 'vault_keys_deleted (vault=? AND name>?)'],
  [headPageSql('secrets', 'live'), 'vault_secrets_live (vault=? AND name>?)'],
  [headPageSql('secrets', 'deleted'), 'vault_secrets_deleted (vault=? AND name>?)'],
  [anyDue, 'vault_certificates_purge (purge_at<?)'],
  [anyDue, 'vault_keys_purge (purge_at<?)'],
  [anyDue, 'vault_secrets_purge (purge_at<?)'],
  [
    `SELECT * FROM vault_certificate_operations WHERE status = 'inProgress'`,
    'vault_certificate_operations_running',
  ],
])('%s uses %s', (sql, index) => {
  const plan = vault.ctx.store.read((db) =>
    db
      .sql(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...(sql.includes('?1') ? [1] : (sql.match(/\?/g) ?? []).map(() => 1)))
      .map((row) => text(row, 'detail'))
      .join('\n'),
  )
  expect(plan).toContain(index)
  expect(plan).not.toContain('TEMP B-TREE')
})
