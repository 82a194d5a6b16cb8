import { findVaultByKey } from '../arm/vaults/table.ts'
import { integer, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'
import { removeCertificate } from '../vault/rows/certificates.ts'
import { removeHead } from '../vault/rows/deleted-heads.ts'
import { type ImmediateSource, never } from './due.ts'
import { recordOwn } from './report.ts'

/** What a deleted name leaves for good when its retention is over. */
interface Purge {
  table: 'vault_certificates' | 'vault_keys' | 'vault_secrets'
  /** `operationName` of the audit record. */
  operation: string
  collection: string
  /** The keys and secrets of certificates go with these. */
  condition: string
  remove(db: Db, row: { vault: number; name: string }): void
}

const purges: readonly Purge[] = [
  {
    table: 'vault_certificates',
    operation: 'CertificatePurge',
    collection: 'deletedcertificates',
    condition: '',
    remove: removeCertificate,
  },
  {
    table: 'vault_keys',
    operation: 'KeyPurge',
    collection: 'deletedkeys',
    condition: 'AND managed = 0',
    remove: (db, row) => removeHead(db, 'keys', row),
  },
  {
    table: 'vault_secrets',
    operation: 'SecretPurge',
    collection: 'deletedsecrets',
    condition: 'AND managed = 0',
    remove: (db, row) => removeHead(db, 'secrets', row),
  },
]

/** Deleted certificates, keys and secrets at the end of their retention, under purge protection too. */
export const objectPurges: readonly ImmediateSource[] = purges.map(
  (purge): ImmediateSource => ({
    name: purge.operation,
    list: (db, until, limit) =>
      db
        .sql(
          `SELECT vault, name, purge_at FROM ${purge.table} INDEXED BY ${purge.table}_purge
           WHERE purge_at IS NOT NULL AND purge_at <= ? ${purge.condition}
           ORDER BY purge_at, vault, name LIMIT ?`,
        )
        .all(until, limit)
        .map((row) => ({
          at: integer(row, 'purge_at'),
          vault: integer(row, 'vault'),
          name: text(row, 'name'),
        })),
    prepare: (occurrence) => (db) => {
      const row = db
        .sql(`SELECT display FROM ${purge.table} WHERE vault = ? AND name = ? AND purge_at = ?`)
        .get(occurrence.vault, occurrence.name, occurrence.at)
      if (!row) return { next: never }
      purge.remove(db, occurrence)
      const vault = findVaultByKey(db, occurrence.vault)
      if (vault) {
        recordOwn(db, {
          vault,
          name: purge.operation,
          path: `${purge.collection}/${text(row, 'display')}`,
          time: new Date(occurrence.time * 1000),
          status: 204,
        })
      }
      return { next: never }
    },
    postpone: (db, due, until) => {
      db.sql(`UPDATE ${purge.table} SET purge_at = ? WHERE vault = ? AND name = ?`).run(
        until,
        due.vault,
        due.name,
      )
    },
  }),
)
