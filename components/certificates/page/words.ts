import { purposeWord } from '#lib/domain/certificates/policy/extended-key-usages.ts'
import { anyCa, issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import type {
  CertificateContent,
  CertificatePolicy,
  CertificateVersion,
} from '#lib/features/certificates/schema.ts'

/** `TLS server, TLS client`; an identifier without a name stays as it is. */
export function usageWords(content: CertificateContent): string {
  const words = content.extendedKeyUsage.map(purposeWord)
  if (content.basicConstraints?.ca === true) words.unshift('certificate authority')
  if (words.length === 0) return content.keyUsage === null ? 'any' : content.keyUsage.join(', ')
  return words.join(', ')
}

/** Every alternative name, DNS names first. */
export function namesList(names: CertificateContent['names']): string[] {
  return [...names.dns, ...names.emails, ...names.upns, ...names.ips, ...names.uris]
}

/** `RSA 2048 · exportable · a new key each version`; what the vault does not say is left out. */
export function keyFacts(key: string, policy: CertificatePolicy | null): string {
  const facts = [key]
  if (policy?.exportable != null) facts.push(policy.exportable ? 'exportable' : 'not exportable')
  if (policy?.reuseKey != null) {
    facts.push(policy.reuseKey ? 'same key each version' : 'a new key each version')
  }
  return facts.join(' · ')
}

/** True when the vault makes the next version by itself: not for imported ones and CSRs. */
export function renewsItself(policy: CertificatePolicy | null): boolean {
  return (
    policy?.lifetimeAction?.action === 'AutoRenew' && policy.issuer?.toLowerCase() !== 'unknown'
  )
}

/** Why the private key of a version cannot be downloaded; null when it can. */
export function exportBlocked(version: CertificateVersion): string | null {
  if (version.policy?.exportable === false) return 'Not exportable: the key never leaves the vault'
  if (!version.enabled) return 'Disabled: enable this version first'
  return null
}

/** Why the chain of a version cannot be downloaded without its key; null when it can be tried. */
export function chainBlocked(version: CertificateVersion): string | null {
  if (version.content?.selfIssued === true) return 'Self-signed: it has no issuer but itself'
  if (!version.enabled) return 'Disabled: enable this version first'
  return null
}

/** The last part of an identifier with an ellipsis before it, as much as tells it apart. */
export function shortId(id: string): string {
  const at = id.indexOf('/', 'https://'.length)
  return at === -1 ? id : `…${id.slice(at)}`
}

/** The issuer of a policy in words; the vault writes `Self` and `Unknown`. */
export function issuerWord(issuer: string | null): string {
  const kind = issuerKind(issuer)
  return kind === 'unknown' ? anyCa : kind === 'self' ? 'Self-signed by the vault' : (issuer ?? '')
}
