import { examine } from './examine.ts'
import type { Finding, VaultFacts, VaultRule } from './rule.ts'
import { type ChangeFacts, changedElsewhere } from './rules/changed-elsewhere.ts'
import { openNetwork } from './rules/open-network.ts'
import { purgeProtectionOff } from './rules/purge-protection-off.ts'

/** Apart from the certificates' rules, since the pages of a vault need these two and no other. */
export const vaultRules: readonly VaultRule[] = [openNetwork, purgeProtectionOff]

/** What needs a person about one vault's settings at `now`; empty when all is well. */
export function examineVault(facts: VaultFacts, now: Date): Finding[] {
  return examine(vaultRules, facts, null, now)
}

/** The rule of a finding about a vault; null for one about a certificate, or of another release. */
export function findVaultRule(id: string): VaultRule | null {
  return vaultRules.find((rule) => rule.id === id) ?? null
}

/** Apart from the settings' rules: who looks at one vault knows, and only a list of all is an alert. */
export const changeRules = [changedElsewhere] as const

/** What changes of a vault somebody should know of at `now`. */
export function examineChanges(facts: ChangeFacts, now: Date): Finding[] {
  return examine(changeRules, facts, null, now)
}
