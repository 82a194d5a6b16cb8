import type { OperationStatus } from '../certificates/status.ts'

/** What a rule may know about the newest version of a certificate. Dates are ISO 8601. */
export interface CertificateFacts {
  readonly vault: string
  readonly name: string
  readonly enabled: boolean
  readonly notBefore: string | null
  readonly expiresOn: string | null
  /** True while no version has ever been issued. */
  readonly unissued: boolean
  /** The create operation, when the vault still keeps one and it was read. */
  readonly operation: {
    readonly status: OperationStatus
    /** Issuer of the policy: `Self`, `Unknown` or the name of a CA. */
    readonly issuer: string | null
    /** What the service or the CA wrote. */
    readonly error: string | null
  } | null
}

/** What a rule may know about a vault, as the management plane tells it. */
export interface VaultFacts {
  readonly vault: string
  /** `networkAcls.defaultAction`; null when the vault has no rule set, which means Allow. */
  readonly defaultAction: 'Allow' | 'Deny' | null
  readonly publicNetworkAccess: string | null
  /** Absent and false are the same to the service. */
  readonly purgeProtection: boolean
}

export type Severity = 'bad' | 'warn' | 'info'

export interface Finding {
  readonly rule: string
  readonly severity: Severity
  readonly vault: string
  /** Name of the certificate; null when the finding is about the vault. */
  readonly certificate: string | null
  /** What is the case, one sentence. */
  readonly message: string
  /** What to do about it, one sentence. */
  readonly nextStep: string
  /** When it becomes or became a problem, ISO 8601; orders findings of one severity. */
  readonly due: string | null
}

/** One thing that needs a person. Data and two pure functions; the registry lists them all. */
export interface Rule<Facts> {
  /** Equal to the file's name. */
  readonly id: string
  readonly title: string
  readonly severity: Severity
  /** Where it is written that this matters: URL or RFC section. */
  readonly citation: string
  /** Is the object in scope at all? */
  applies(facts: Facts): boolean
  /** The words, when the rule is broken at `now`; null when all is well. */
  check(facts: Facts, now: Date): Pick<Finding, 'message' | 'nextStep' | 'due'> | null
}

export type CertificateRule = Rule<CertificateFacts>
export type VaultRule = Rule<VaultFacts>
