import { examine } from './examine.ts'
import type { CertificateFacts, CertificateRule, Finding, Rule } from './rule.ts'
import { disabledCurrent } from './rules/disabled-current.ts'
import { expired } from './rules/expired.ts'
import { expiring } from './rules/expiring.ts'
import { failedIssuance } from './rules/failed-issuance.ts'
import { pendingCsr } from './rules/pending-csr.ts'
import { changeRules, vaultRules } from './vault-registry.ts'

export const certificateRules: readonly CertificateRule[] = [
  expired,
  failedIssuance,
  expiring,
  disabledCurrent,
  pendingCsr,
]

/** What needs a person about one certificate at `now`; empty when all is well. */
export function examineCertificate(facts: CertificateFacts, now: Date): Finding[] {
  return examine(certificateRules, facts, facts.name, now)
}

const rank = { bad: 0, warn: 1, info: 2 } as const

/** Worst first, then by date (none last), then by vault and name, so that the order is stable. */
export function compareFindings(a: Finding, b: Finding): number {
  const key = (finding: Finding) =>
    `${finding.due ?? '9999'}\u0000${finding.vault}\u0000${finding.certificate ?? ''}`
  const bySeverity = rank[a.severity] - rank[b.severity]
  if (bySeverity !== 0) return bySeverity
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
}

/** The rule of a finding, for its title and citation; null for a rule of another release. */
export function findRule(id: string): Pick<Rule<never>, 'id' | 'title' | 'citation'> | null {
  return [...certificateRules, ...vaultRules, ...changeRules].find((rule) => rule.id === id) ?? null
}
