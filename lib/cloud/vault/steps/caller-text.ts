import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { TokenClaims } from '../../login/verify.ts'

/** The caller as the messages of 403 answers name it. */
export function callerLine(caller: TokenClaims): string {
  return `Caller: appid=${caller.appid};oid=${caller.oid};iss=${caller.iss}`
}

/** The vault as the messages of 403 answers name it. */
export function vaultLine(vault: VaultRecord): string {
  return `Vault: ${vaultText(vault)}`
}

export function vaultText(vault: VaultRecord): string {
  return `${vault.name};location=${vault.location}`
}
