import type { VaultRule } from '../attention/rule.ts'
import type { Fix, PostureRule } from './rule.ts'

/** A rule of the overview, which knows a vault's settings only, as a check of the vault. Those rules look at no clock. */
export function fromVaultRule(rule: VaultRule, kept: string, fix: Fix): PostureRule {
  const { id, title, severity, citation } = rule
  return {
    ...{ id, title, severity, citation, kept },
    check: (facts) => {
      const words = rule.applies(facts) ? rule.check(facts, new Date(0)) : null
      return words === null ? 'kept' : { ...words, who: [], fix }
    },
  }
}
