/** How much of the subject a public CA has checked. */
export type ValidationLevel = 'DV' | 'OV' | 'IV' | 'EV'

/**
 * Reserved policy identifiers, by which a public CA says what it checked: Baseline Requirements for TLS
 * certificates, section 7.1.6.1. https://cabforum.org/working-groups/server/baseline-requirements/requirements/
 */
const levels: readonly (readonly [oid: string, level: ValidationLevel])[] = [
  ['2.23.140.1.1', 'EV'],
  ['2.23.140.1.2.2', 'OV'],
  ['2.23.140.1.2.3', 'IV'],
  ['2.23.140.1.2.1', 'DV'],
]

/** The highest level that the policies of a certificate claim; null for private and self-signed ones. */
export function validationLevel(policies: readonly string[]): ValidationLevel | null {
  return levels.find(([oid]) => policies.includes(oid))?.[1] ?? null
}

/** What each level says, in words. */
export const validationWords: Record<ValidationLevel, string> = {
  DV: 'the CA checked control of the domain',
  OV: 'the CA checked the domain and the organization',
  IV: 'the CA checked the domain and a person',
  EV: 'the CA checked the organization by the strictest rules',
}
