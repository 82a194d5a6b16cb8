import { integer, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'
import { removeCertificate } from './rows/certificates.ts'

/**
 * Removes what its retention period has outlived. Runs at the head of every operation's
 * transaction, so that nothing past its purge date is ever seen; one index look-up when idle.
 */
export function sweepPurged(db: Db, now: number): void {
  const due = db
    .sql('SELECT vault, name FROM vault_certificates WHERE purge_at <= ? LIMIT 100')
    .all(now)
  for (const row of due) {
    removeCertificate(db, { vault: integer(row, 'vault'), name: text(row, 'name') })
  }
}
