import { firstDue } from '../life-cycle/agenda.ts'
import { objectPurges } from '../life-cycle/purges.ts'
import type { CloudStore, Db } from '../store/store.ts'

/** How many names one transaction removes, so that nobody waits long behind it. */
const batch = 100

/**
 * Removes what has outlived its retention period. Runs before every operation, so that nothing past
 * its purge date is ever seen, however far behind the life cycle is; a look into an index for each
 * kind when there is nothing to do.
 * @param now epoch seconds on the cloud's clock
 */
export async function sweepPurged(store: CloudStore, now: number): Promise<void> {
  const isDue = (db: Db) => firstDue(db, objectPurges, now, 1).length > 0
  while (store.read(isDue)) {
    await store.write((db) => {
      for (const { source, at, vault, name } of firstDue(db, objectPurges, now, batch)) {
        source.prepare({ at, vault, name, time: at })(db)
      }
    })
  }
}
