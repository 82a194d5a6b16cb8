import { listDueVaults } from '../arm/vaults/deleted-table.ts'
import { startPurge } from '../arm/vaults/purge.ts'
import type { Purger } from '../arm/vaults/purger.ts'
import { type DueSource, never } from './due.ts'
import { recordOwn } from './report.ts'

/**
 * Deleted vaults at the end of their retention, under purge protection too: it keeps callers from it,
 * not time. Their objects follow in the background.
 */
export function vaultPurges(purger: Purger): DueSource {
  return {
    name: 'vault purge',
    list: (db, until, limit) =>
      listDueVaults(db, new Date(until * 1000), limit).map(({ vault, purgeAt }) => ({
        at: Math.ceil(purgeAt.getTime() / 1000),
        vault: vault.key,
        name: '',
      })),
    prepare: (occurrence) => (db) => {
      const time = new Date(occurrence.time * 1000)
      const deleted = listDueVaults(db, time, 1_000).find(
        ({ vault }) => vault.key === occurrence.vault,
      )
      if (!deleted) return { next: never }
      startPurge(db, deleted, time)
      recordOwn(db, { vault: deleted.vault, name: 'VaultPurge', path: '', time })
      return { next: never, after: () => purger.wake() }
    },
    postpone: (db, due, until) => {
      db.sql('UPDATE deleted_vaults SET purge_ms = ? WHERE key = ?').run(until * 1000, due.vault)
    },
  }
}
