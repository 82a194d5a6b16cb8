import { firstDue } from '../life-cycle/agenda.ts'
import { objectPurges } from '../life-cycle/purges.ts'
import type { CloudStore } from '../store/store.ts'

/** How many names one transaction removes, so that nobody waits long behind it. */
const batch = 100

/** The second in which each store was last found clean. Nothing new falls due within it: retention is days. */
const clean = new WeakMap<CloudStore, number>()

/**
 * Removes what has outlived its retention period. Runs before every operation, so that nothing past
 * its purge date is ever seen, however far behind the life cycle is; once a second a look into an
 * index of each kind when there is nothing to do.
 * @param now epoch seconds on the cloud's clock
 */
export async function sweepPurged(store: CloudStore, now: number): Promise<void> {
  if (clean.get(store) === now) return
  while (store.read((db) => db.sql(anyDue).get(now))?.due === 1) {
    await store.write((db) => {
      for (const { source, at, vault, name } of firstDue(db, objectPurges, now, batch)) {
        source.prepare({ at, vault, name, time: at })(db)
      }
    })
  }
  clean.set(store, now)
}

/** One statement, because requests wait for it. */
export const anyDue = `SELECT
  EXISTS (SELECT 1 FROM vault_certificates WHERE purge_at <= ?1)
  OR EXISTS (SELECT 1 FROM vault_keys WHERE purge_at <= ?1 AND managed = 0)
  OR EXISTS (SELECT 1 FROM vault_secrets WHERE purge_at <= ?1 AND managed = 0) AS due`
