import { emitEvent } from '../../events/emit.ts'
import type { Db } from '../../store/store.ts'
import type { ProvenCall } from '../call.ts'
import { modifiedBy } from './system-data.ts'
import { updateVault } from './table.ts'
import type { VaultProperties, VaultRecord } from './vault-record.ts'

/**
 * Keeps a changed vault, inside a write. Who may do what is news to subscribers: a change of the
 * access policies, or of the permission model.
 */
export function saveVault(
  db: Db,
  call: ProvenCall,
  before: VaultRecord,
  change: Partial<VaultProperties & Pick<VaultRecord, 'tags'>>,
): VaultRecord {
  const after = { ...before, ...change, systemData: modifiedBy(call, before.systemData) }
  updateVault(db, after)
  if (accessOf(before) !== accessOf(after)) {
    emitEvent(db, {
      vault: after,
      type: 'VaultAccessPolicyChanged',
      objectName: after.name,
      version: null,
      nbf: null,
      exp: null,
      time: call.ctx.clock.now(),
    })
  }
  return after
}

function accessOf(vault: VaultProperties): string {
  return JSON.stringify([vault.accessPolicies, vault.enableRbacAuthorization === true])
}
