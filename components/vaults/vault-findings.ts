import type { Finding } from '#lib/domain/attention/rule.ts'
import { examineVault } from '#lib/domain/attention/vault-registry.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'

/** What a person should look at in the vault's settings; worst first. */
export function vaultFindings(vault: Vault, now: number): Finding[] {
  return examineVault(
    {
      vault: vault.name,
      defaultAction: vault.network.defaultAction,
      publicNetworkAccess: vault.network.publicNetworkAccess,
      purgeProtection: vault.purgeProtection,
    },
    new Date(now),
  )
}
