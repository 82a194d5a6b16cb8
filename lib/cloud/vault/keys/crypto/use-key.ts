import type { VaultCall } from '../../call.ts'
import { nameOf, versionOf } from '../../certificates/call-parts.ts'
import { disabled, forbidden } from '../../errors.ts'
import type { KeyVersionRow } from '../../rows/keys.ts'
import type { KeySpec } from '../key-type.ts'
import { requireKey } from '../name-state.ts'
import { auditOfKey, specOf } from '../stored-key.ts'
import { type OpenedKey, openKey } from './opened-keys.ts'

export type KeyUse = 'encrypt' | 'decrypt' | 'sign' | 'verify' | 'wrapKey' | 'unwrapKey'

/** Uses that protect something new. Those that read what was protected go on after the key's time. */
const withinDates: readonly KeyUse[] = ['sign', 'encrypt', 'wrapKey']

/** A key that may be used in this way, now. */
export interface UsableKey {
  kid: string
  spec: KeySpec
  opened: OpenedKey
  /** Members of the audit record. */
  audit: Record<string, unknown>
}

/**
 * Finds the key of the path and checks that it may be used so.
 * @see https://learn.microsoft.com/azure/key-vault/keys/about-keys-details#date-time-controlled-operations
 * @throws VaultError 404, or 403 with `KeyDisabled`, `KeyOperationForbidden`, `KeyNotYetValid`, `KeyExpired`
 */
export function usableKey(call: VaultCall, use: KeyUse): UsableKey {
  const name = nameOf(call)
  const version = versionOf(call)
  const { store } = call.ctx
  return store.read((db) => {
    const { head, row } = requireKey(db, call.vault.key, name, version)
    checkUse(row, use, call.now)
    return {
      kid: `${call.base}/keys/${head.display}/${row.version}`,
      spec: specOf(row),
      opened: openKey(store, db, head, row),
      audit: auditOfKey(row),
    }
  })
}

function checkUse(row: KeyVersionRow, use: KeyUse, now: number): void {
  if (!row.enabled) throw disabled('key', use)
  const operations: string[] = JSON.parse(row.operations)
  if (!operations.includes(use)) {
    throw forbidden(`Operation ${use} is not permitted on this key.`, 'KeyOperationForbidden')
  }
  if (!withinDates.includes(use)) return
  if (row.nbf !== null && now < row.nbf) {
    throw forbidden(
      `Operation ${use} is not allowed on a key that is not yet valid.`,
      'KeyNotYetValid',
    )
  }
  if (row.exp !== null && now >= row.exp) {
    throw forbidden(`Operation ${use} is not allowed on an expired key.`, 'KeyExpired')
  }
}
