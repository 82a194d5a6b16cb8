import type { Rule } from '../attention/rule.ts'
import { type Environment, environmentOf } from '../environment.ts'

/** What a renewal check may know about a certificate: its newest version, its policy, its vault. */
export interface HazardFacts {
  readonly vault: string
  readonly name: string
  readonly enabled: boolean
  /** ISO 8601. */
  readonly expiresOn: string | null
  /** By the tags of the certificate, else of its vault. */
  readonly environment: Environment | null
  /** Contacts of the vault; null when they could not be read. */
  readonly contacts: number | null
  readonly policy: PolicyFacts
  /** Null while no version was issued, or when it cannot be read as X.509. */
  readonly content: ContentFacts | null
}

export interface PolicyFacts {
  /** `Self`, `Unknown` or the name of an issuer of the vault. */
  readonly issuer: string | null
  readonly exportable: boolean | null
  readonly reuseKey: boolean | null
  readonly validityMonths: number | null
  readonly lifetimeAction: {
    readonly action: string
    readonly daysBeforeExpiry: number | null
    readonly lifetimePercentage: number | null
  } | null
}

export interface ContentFacts {
  readonly selfIssued: boolean
  /** ISO 8601. */
  readonly notBefore: string
  readonly notAfter: string
  /** `RSA 2048`, `EC P-256`. */
  readonly key: string
  readonly signatureAlgorithm: string
  readonly names: { readonly dns: readonly string[] }
}

export type HazardRule = Rule<HazardFacts>

/** A certificate as its page and its list know it. */
interface Examined
  extends Pick<HazardFacts, 'vault' | 'name' | 'enabled' | 'expiresOn' | 'content'> {
  readonly tags: Readonly<Record<string, string>>
  readonly policy: PolicyFacts
}

/** The facts of one certificate, put together with those of its vault. */
export function hazardFacts(
  certificate: Examined,
  vault: { readonly tags: Readonly<Record<string, string>>; readonly contacts: number | null },
): HazardFacts {
  const { tags, ...facts } = certificate
  return {
    ...facts,
    environment: environmentOf(tags) ?? environmentOf(vault.tags),
    contacts: vault.contacts,
  }
}

/** True when the vault is told to renew without being asked. */
export function autoRenews(policy: PolicyFacts): boolean {
  return policy.lifetimeAction?.action.toLowerCase() === 'autorenew'
}

const dayMs = 86_400_000

/** Days before the end at which the lifetime action fires; null when nothing fires. */
export function windowDays(policy: PolicyFacts, content: ContentFacts): number | null {
  const action = policy.lifetimeAction
  if (action === null) return null
  if (action.daysBeforeExpiry !== null) return action.daysBeforeExpiry
  if (action.lifetimePercentage === null) return null
  return (lifeDays(content) * (100 - action.lifetimePercentage)) / 100
}

/** Days from the first to the last moment of validity. */
export function lifeDays(content: ContentFacts): number {
  return (Date.parse(content.notAfter) - Date.parse(content.notBefore)) / dayMs
}
