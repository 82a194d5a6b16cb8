import type { ValidationLevel } from './validation.ts'

/** How much a public CA checks before it signs, for people who have to choose. */
export interface GlossaryEntry {
  readonly level: ValidationLevel
  readonly name: string
  readonly checks: string
  readonly use: string
  /** What the policy of a certificate calls it; null where Key Vault cannot order it. */
  readonly certificateType: string | null
}

/** https://cabforum.org/working-groups/server/baseline-requirements/requirements/ section 3.2.2 */
export const validationGlossary: readonly GlossaryEntry[] = [
  {
    level: 'DV',
    name: 'Domain validated',
    checks: 'That you control the domain, and nothing else. Minutes, mostly by a machine.',
    use: 'Internal services, short-lived certificates, everything where nobody reads the subject.',
    certificateType: null,
  },
  {
    level: 'OV',
    name: 'Organisation validated',
    checks: 'The domain, and that the organisation in the subject exists. Days for the first one.',
    use: 'Public services of a company. What an integrated CA issues unless told otherwise.',
    certificateType: 'OV-SSL',
  },
  {
    level: 'EV',
    name: 'Extended validation',
    checks:
      'The domain, the organisation, its entry in a register, and who may act for it. No wildcard names.',
    use: 'Where a rule or a contract asks for it. Browsers do not show it any more.',
    certificateType: 'EV-SSL',
  },
]
