import { deleteEventSubscriptions } from '../../events/subscriptions.ts'
import { deleteSystemTopic, findTopicOfSource } from '../../events/system-topics.ts'
import type { Db } from '../../store/store.ts'
import { keyVaultProvider } from '../api-versions.ts'
import { removeAssignmentsBelow } from '../authorization/assignments.ts'
import type { WriteOperation } from '../call.ts'
import { softDeleteVault } from './deleted-table.ts'
import { vaultPath, vaultPlace } from './path.ts'
import { findVault } from './table.ts'
import type { VaultRecord } from './vault-record.ts'

/**
 * Deletes a vault so that it can be recovered, until its retention ends.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/delete
 */
export const deleteVault: WriteOperation = {
  method: 'DELETE',
  path: vaultPath,
  name: 'VaultDelete',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  prepare(call, param) {
    const place = vaultPlace(call, param, 'delete')
    return (db) => {
      const vault = findVault(db, place)
      if (!vault) return { status: 204 }
      takeAway(db, vault, call.ctx.clock.now())
      return { status: 200 }
    }
  },
}

/**
 * Deletes a vault, inside a write. Role assignments and subscriptions to its events go for good: a
 * recovered vault has none.
 * @see https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
 */
export function takeAway(db: Db, vault: VaultRecord, now: Date): void {
  removeAssignmentsBelow(db, vault.id)
  deleteEventSubscriptions(db, vault.id, null)
  const topic = findTopicOfSource(db, vault.id)
  if (topic) deleteSystemTopic(db, topic.id)
  softDeleteVault(db, vault, now)
}
