import { backupOperations } from '../backup/operations.ts'
import { wireOf } from '../certificates/call-parts.ts'
import { keyBundle } from './bundle.ts'
import { requireKey, requireOwnKey } from './name-state.ts'
import * as rights from './rights.ts'

export const [backupKey, restoreKey] = backupOperations({
  kind: 'key',
  title: 'Key',
  rights,
  requireName: (db, vault, name) => requireOwnKey(db, vault, name, null, 'backup').head.name,
  restored(db, call, name) {
    const { head, row } = requireKey(db, call.vault.key, name, null)
    return keyBundle(wireOf(call), head, row)
  },
})
