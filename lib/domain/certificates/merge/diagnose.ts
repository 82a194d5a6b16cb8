import { toHex } from '#lib/base/encodings.ts'
import type { ParsedCertificate } from '#lib/x509/certificate.ts'
import { orderChain } from '#lib/x509/chain.ts'
import type { ParsedCsr } from '#lib/x509/csr.ts'
import { sameBytes } from '#lib/x509/encode.ts'
import { chainFindings, leafFindings } from './findings.ts'

/** Whether the second signed the first; null when nobody could check. */
export type SignedBy = (subject: ParsedCertificate, issuer: ParsedCertificate) => boolean | null

export interface MergeFacts {
  /** The pending request; null when the vault's cannot be read. */
  readonly csr: ParsedCsr | null
  /** What the files hold, each once. */
  readonly certificates: readonly ParsedCertificate[]
  readonly signedBy: SignedBy
  readonly now: Date
}

/**
 * `blocker`: merging cannot work. `warning`: it works, and somebody should say that it is meant. `note`:
 * worth knowing.
 */
export type FindingWeight = 'blocker' | 'warning' | 'note'

export interface MergeFinding {
  /** Stable, for tests and for telling findings apart. */
  readonly code: string
  readonly weight: FindingWeight
  readonly title: string
  /** Why it matters and what to do. */
  readonly detail: string
}

export interface ChainPlace {
  readonly certificate: ParsedCertificate
  readonly role: 'leaf' | 'intermediate' | 'root'
}

export interface LeftAside {
  readonly certificate: ParsedCertificate
  readonly reason: string
}

export interface MergeDiagnosis {
  /** In the order in which it is sent, leaf first; empty when there is no leaf. */
  readonly chain: readonly ChainPlace[]
  readonly aside: readonly LeftAside[]
  /** The leaf carries the key of the pending request. */
  readonly keyMatches: boolean
  /** The chain ends in a certificate that names itself. */
  readonly complete: boolean
  /** Blockers first, then warnings, then notes. */
  readonly findings: readonly MergeFinding[]
  /** Nothing stands in the way of sending the chain. */
  readonly ready: boolean
}

const weights: readonly FindingWeight[] = ['blocker', 'warning', 'note']

/**
 * What a CA's answer to a pending request is worth: which certificate is the leaf, which chain leads from
 * it, what is missing, what is too much, and whether it may be merged. The leaf is proved by its key, which
 * must be that of the request, bit for bit (SubjectPublicKeyInfo): only then has the vault its private key.
 */
export function diagnoseMerge(facts: MergeFacts): MergeDiagnosis {
  const { csr, certificates } = facts
  const answers = csr === null ? [] : certificates.filter(({ spki }) => sameBytes(spki, csr.spki))
  // A CA that was asked twice for one request answers twice: the later one is meant.
  const leaf = [...answers].sort((a, b) => +b.notBefore - +a.notBefore)[0] ?? null
  const { chain, complete, impostors } = chainOf(facts, leaf)
  const inChain = new Set(chain)
  const aside = certificates
    .filter((certificate) => !inChain.has(certificate))
    .map((certificate) => ({
      certificate,
      reason: reasonAside(certificate, { leaf, answers, impostors }),
    }))
  const findings = [
    ...leafFindings(facts, leaf),
    ...(leaf === null ? [] : chainFindings(facts, chain, complete)),
    ...(leaf !== null && aside.length > 0 ? [asideFinding(aside.length)] : []),
  ].sort((a, b) => weights.indexOf(a.weight) - weights.indexOf(b.weight))
  return {
    chain: chain.map((certificate, place) => ({
      certificate,
      role: place === 0 ? 'leaf' : certificate.selfIssued ? 'root' : 'intermediate',
    })),
    aside,
    keyMatches: leaf !== null,
    complete,
    findings,
    ready: leaf !== null && findings.every(({ weight }) => weight !== 'blocker'),
  }
}

/** The chain from the leaf, without issuers that bear the right name and did not sign. */
function chainOf({ certificates, signedBy }: MergeFacts, leaf: ParsedCertificate | null) {
  const impostors = new Set<ParsedCertificate>()
  if (leaf === null) return { chain: [], complete: false, impostors }
  for (;;) {
    const usable = certificates.filter(
      // Another answer to the same request is no part of the chain.
      (one) => !impostors.has(one) && (one === leaf || !sameBytes(one.spki, leaf.spki)),
    )
    const { chain, complete } = orderChain(usable, leaf.spki)
    const wrong = chain.find((issuer, place) => {
      const subject = chain[place - 1]
      return subject !== undefined && signedBy(subject, issuer) === false
    })
    if (wrong === undefined) return { chain, complete, impostors }
    impostors.add(wrong)
  }
}

function reasonAside(
  certificate: ParsedCertificate,
  known: {
    leaf: ParsedCertificate | null
    answers: readonly ParsedCertificate[]
    impostors: ReadonlySet<ParsedCertificate>
  },
): string {
  if (known.impostors.has(certificate)) {
    return 'Bears the name of an issuer of the chain, and did not sign it: an older or a newer one of that CA.'
  }
  if (known.answers.includes(certificate)) {
    return 'An earlier answer to the same request; the later one is taken.'
  }
  if (certificate.basicConstraints?.ca === true || certificate.selfIssued) {
    return known.leaf === null
      ? 'A certificate of a CA, not the answer to this request.'
      : 'A certificate of a CA that is no part of this chain.'
  }
  return 'Made for another key than that of this request.'
}

function asideFinding(count: number): MergeFinding {
  return {
    code: 'left-aside',
    weight: 'note',
    title: count === 1 ? 'One certificate is not needed.' : `${count} certificates are not needed.`,
    detail:
      count === 1
        ? 'It is no part of the chain and is not sent.'
        : 'They are no part of the chain and are not sent.',
  }
}

/** Looks up what a worker found out about signatures. */
export function signedByTable(
  checked: readonly {
    readonly subject: string
    readonly issuer: string
    readonly good: boolean | null
  }[],
): SignedBy {
  const table = new Map(checked.map(({ subject, issuer, good }) => [`${subject} ${issuer}`, good]))
  return (subject, issuer) => table.get(`${toHex(subject.sha256)} ${toHex(issuer.sha256)}`) ?? null
}
