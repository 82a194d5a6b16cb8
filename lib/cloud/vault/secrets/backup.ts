import { backupOperations } from '../backup/operations.ts'
import { wireOf } from '../certificates/call-parts.ts'
import { secretBundle } from './bundle.ts'
import { requireOwnSecret, requireSecret } from './found.ts'
import * as rights from './rights.ts'

export const [backupSecret, restoreSecret] = backupOperations({
  kind: 'secret',
  title: 'Secret',
  rights,
  requireName: (db, vault, name) => requireOwnSecret(db, vault, name, null, 'backup').head.name,
  restored(db, call, name) {
    const { head, row } = requireSecret(db, call.vault.key, name, null)
    return secretBundle(wireOf(call), head, row, null)
  },
})
