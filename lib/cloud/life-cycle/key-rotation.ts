import { invariant } from '#lib/base/invariant.ts'
import { findVaultByKey } from '../arm/vaults/table.ts'
import type { CloudContext } from '../context.ts'
import type { Limiter } from '../vault/issue/limiter.ts'
import { applyRotation, prepareRotation } from '../vault/keys/rotate.ts'
import { listDueRotations, putRotateAt } from '../vault/rows/key-versions.ts'
import { findHead } from '../vault/rows/keys.ts'
import { type DueSource, secondsPerDay } from './due.ts'
import { recordOwn } from './report.ts'

/**
 * New versions of keys, as their rotation policies ask.
 * @param turns for making new keys
 */
export function keyRotations(ctx: CloudContext, turns: Limiter): DueSource {
  return {
    name: 'rotation',
    list: (db, until, limit) =>
      listDueRotations(db, until, limit).map(({ vault, name, rotateAt }) => ({
        at: rotateAt,
        vault,
        name,
      })),
    prepare(occurrence) {
      const { vault: key, name, time } = occurrence
      const vault = ctx.store.read((db) => findVaultByKey(db, key))
      if (!vault) {
        return (db) => {
          putRotateAt(db, occurrence, time + secondsPerDay)
          return { next: 0 }
        }
      }
      return turns
        .run(() => prepareRotation(ctx.store, vault, name))
        .then((prepared) => (db) => {
          const head = findHead(db, 'keys', key, name)
          // Somebody made a version meanwhile: its own rotation has its own time.
          if (head?.current !== prepared.replaces) return { next: 0 }
          const { row } = applyRotation(db, vault, prepared, new Date(time * 1000))
          invariant(row.version !== prepared.replaces, 'a rotation makes a version')
          recordOwn(db, {
            vault,
            name: 'KeyRotateIfDue',
            path: `keys/${head.display}/${row.version}`,
            time: new Date(time * 1000),
          })
          return { next: 0 }
        })
    },
    postpone: (db, due, until) => putRotateAt(db, due, until),
  }
}
