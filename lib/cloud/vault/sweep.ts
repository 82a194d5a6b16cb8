import { integer, text } from '../store/row.ts'
import type { CloudStore, Db } from '../store/store.ts'
import { removeCertificate } from './rows/certificates.ts'

/** How many names one transaction removes, so that nobody waits long behind it. */
const batch = 100

/**
 * Removes what has outlived its retention period. Runs before every operation, so that nothing past
 * its purge date is ever seen; one look into an index when there is nothing to do.
 * @param now epoch seconds on the cloud's clock
 */
export async function sweepPurged(store: CloudStore, now: number): Promise<void> {
  while (store.read((db) => findDue(db, now)).length > 0) {
    await store.write((db) => {
      for (const due of findDue(db, now)) removeCertificate(db, due)
    })
  }
}

function findDue(db: Db, now: number): { vault: number; name: string }[] {
  return db
    .sql('SELECT vault, name FROM vault_certificates WHERE purge_at <= ? LIMIT ?')
    .all(now, batch)
    .map((row) => ({ vault: integer(row, 'vault'), name: text(row, 'name') }))
}
