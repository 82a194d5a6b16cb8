import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { ApiVersion } from '../api-version.ts'

/**
 * What can still be undone after a deletion, from the vault's settings.
 * @see https://learn.microsoft.com/rest/api/keyvault/certificates/get-certificate/get-certificate#deletionrecoverylevel
 */
export function recoveryLevel(vault: VaultRecord): string {
  if (!vault.enableSoftDelete) return 'Purgeable'
  const level = vault.softDeleteRetentionInDays === 90 ? 'Recoverable' : 'CustomizedRecoverable'
  return vault.enablePurgeProtection ? level : `${level}+Purgeable`
}

const secondsPerDay = 86_400

/** When an object that is deleted at `now` goes for good. Epoch seconds. */
export function purgeTime(vault: VaultRecord, now: number): number {
  return now + vault.softDeleteRetentionInDays * secondsPerDay
}

export interface Times {
  enabled: boolean
  nbf: number | null
  exp: number | null
  created: number
  updated: number
}

/** `attributes` of a list item: without the recovery level for certificates. */
export function itemAttributes(times: Times): Record<string, unknown> {
  return {
    enabled: times.enabled,
    ...(times.nbf === null ? {} : { nbf: times.nbf }),
    ...(times.exp === null ? {} : { exp: times.exp }),
    created: times.created,
    updated: times.updated,
  }
}

/** `attributes` of a bundle. `recoverableDays` exists from api-version 7.1 on. */
export function bundleAttributes(
  times: Times,
  vault: VaultRecord,
  apiVersion: ApiVersion,
): Record<string, unknown> {
  return {
    ...itemAttributes(times),
    recoveryLevel: recoveryLevel(vault),
    ...(apiVersion.atLeast('7.1') ? { recoverableDays: vault.softDeleteRetentionInDays } : {}),
  }
}
