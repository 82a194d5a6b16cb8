import { openNetwork } from '../attention/rules/open-network.ts'
import { purgeProtectionOff } from '../attention/rules/purge-protection-off.ts'
import type { PostureFacts } from './facts.ts'
import { fromVaultRule } from './from-vault-rule.ts'
import type { Outcome, PostureRule } from './rule.ts'
import { developersInProduction } from './rules/developers-in-production.ts'
import { manyContributors } from './rules/many-contributors.ts'
import { moreThanGet } from './rules/more-than-get.ts'
import { noContacts } from './rules/no-contacts.ts'
import { noLogs } from './rules/no-logs.ts'
import { overWidePolicy } from './rules/over-wide-policy.ts'
import { purgeRights } from './rules/purge-rights.ts'
import { severalEnvironments } from './rules/several-environments.ts'
import { sharedApplication } from './rules/shared-application.ts'
import { shortRetention } from './rules/short-retention.ts'

/** In the order in which they are shown. */
export const postureRules: readonly PostureRule[] = [
  fromVaultRule(purgeProtectionOff, 'Purge protection is on', {
    at: 'settings',
    set: 'purge-protection',
  }),
  fromVaultRule(openNetwork, 'Not every network is let in', { at: 'network', set: 'selected' }),
  noLogs,
  overWidePolicy,
  purgeRights,
  moreThanGet,
  developersInProduction,
  sharedApplication,
  manyContributors,
  severalEnvironments,
  noContacts,
  shortRetention,
]

/** What each rule says about a vault. */
export function examinePosture(
  facts: PostureFacts,
): readonly { readonly rule: PostureRule; readonly outcome: Outcome }[] {
  return postureRules.map((rule) => ({ rule, outcome: rule.check(facts) }))
}
