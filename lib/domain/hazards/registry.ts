import { examine } from '../attention/examine.ts'
import type { Finding } from '../attention/rule.ts'
import type { HazardFacts, HazardRule } from './facts.ts'
import { autoRenewReplacesCa } from './rules/auto-renew-replaces-ca.ts'
import { autoRenewWithoutCa } from './rules/auto-renew-without-ca.ts'
import { exportableInProduction } from './rules/exportable-in-production.ts'
import { noContacts } from './rules/no-contacts.ts'
import { noLifetimeAction } from './rules/no-lifetime-action.ts'
import { reusedKey } from './rules/reused-key.ts'
import { shortRenewalWindow } from './rules/short-renewal-window.ts'
import { validityOverPolicy } from './rules/validity-over-policy.ts'
import { validityOverPublicLimit } from './rules/validity-over-public-limit.ts'
import { weakKey } from './rules/weak-key.ts'
import { wildcardInProduction } from './rules/wildcard-in-production.ts'

/** What can make a renewal fail or do harm, worst first. */
export const hazardRules: readonly HazardRule[] = [
  autoRenewReplacesCa,
  autoRenewWithoutCa,
  weakKey,
  noLifetimeAction,
  noContacts,
  shortRenewalWindow,
  validityOverPublicLimit,
  reusedKey,
  wildcardInProduction,
  exportableInProduction,
  validityOverPolicy,
]

/** What threatens the next renewal of one certificate, at `now`; empty when all is well. */
export function examineHazards(facts: HazardFacts, now: Date): Finding[] {
  return examine(hazardRules, facts, facts.name, now)
}
