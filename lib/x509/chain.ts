import type { ParsedCertificate } from './certificate.ts'
import { sameBytes } from './encode.ts'

export interface OrderedChain {
  /** Leaf first, each followed by its issuer, up to the root when that is present. */
  readonly chain: ParsedCertificate[]
  /** Certificates that belong to no place in the chain, in their given order. */
  readonly unused: ParsedCertificate[]
  /** The chain ends in a self-issued certificate. */
  readonly complete: boolean
}

/**
 * Puts certificates in order by names and key identifiers, whatever order a file had. The leaf is
 * the one with the public key `leafSpki` (DER), by default the one that issued no other. Signatures are not
 * checked.
 */
export function orderChain(
  certificates: readonly ParsedCertificate[],
  leafSpki?: Uint8Array,
): OrderedChain {
  const left = [...certificates]
  const leaf = leafSpki
    ? left.find((candidate) => sameBytes(candidate.spki, leafSpki))
    : (left.find((candidate) => !left.some((other) => issued(candidate, other))) ?? left[0])
  if (!leaf) return { chain: [], unused: left, complete: false }

  const chain = [leaf]
  left.splice(left.indexOf(leaf), 1)
  for (let last = leaf; !last.selfIssued; ) {
    const issuer = findIssuer(last, left)
    if (!issuer) break
    chain.push(issuer)
    left.splice(left.indexOf(issuer), 1)
    last = issuer
  }
  return { chain, unused: left, complete: chain.at(-1)?.selfIssued ?? false }
}

/** Among several by one name, the one whose key identifier is named; then the one that is a CA. */
function findIssuer(
  subject: ParsedCertificate,
  candidates: readonly ParsedCertificate[],
): ParsedCertificate | undefined {
  const fitting = candidates.filter((candidate) => issued(candidate, subject))
  const named = fitting.filter(({ subjectKeyId }) => subjectKeyId === subject.authorityKeyId)
  const best = named.length > 0 ? named : fitting
  return best.find(({ basicConstraints }) => basicConstraints?.ca) ?? best[0]
}

/** Whether `issuer` can have issued `subject`: names agree, and key identifiers where both have them. */
function issued(issuer: ParsedCertificate, subject: ParsedCertificate): boolean {
  if (issuer === subject || !sameBytes(issuer.subjectDer, subject.issuerDer)) return false
  const { subjectKeyId } = issuer
  const { authorityKeyId } = subject
  // The same certificate twice must not make its copy an issuer.
  if (sameBytes(issuer.der, subject.der)) return false
  return subjectKeyId === null || authorityKeyId === null || subjectKeyId === authorityKeyId
}
