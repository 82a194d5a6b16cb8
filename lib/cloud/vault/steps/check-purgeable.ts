import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { forbidden } from '../errors.ts'
import { vaultLine } from './caller-text.ts'

/** Under purge protection only time removes what is deleted. Throws 403. */
export function checkPurgeable(vault: VaultRecord): void {
  if (!vault.enablePurgeProtection) return
  throw forbidden(
    'Operation "purge" is not allowed because purge protection is enabled for this vault. ' +
      'Key Vault service will automatically purge it after the retention period has passed.\r\n' +
      vaultLine(vault),
  )
}
