import type { ParsedCertificate } from '#lib/x509/certificate.ts'
import type { ParsedCsr } from '#lib/x509/csr.ts'
import type { Rdn } from '#lib/x509/name.ts'
import { displayName } from '#lib/x509/name.ts'
import type { FindingWeight, MergeFacts, MergeFinding } from './diagnose.ts'

function finding(weight: FindingWeight, code: string, title: string, detail: string): MergeFinding {
  return { code, weight, title, detail }
}

/** What there is to say about the leaf, or about there being none. */
export function leafFindings(
  { csr, certificates, now }: MergeFacts,
  leaf: ParsedCertificate | null,
): MergeFinding[] {
  if (csr === null) {
    return [
      finding(
        'blocker',
        'no-request',
        'The pending request cannot be read.',
        'Without its key nobody can tell whether a certificate belongs to it.',
      ),
    ]
  }
  if (leaf === null) return [missingLeaf(csr, certificates)]
  return [
    ...validity(leaf, now, 'The certificate'),
    ...names(csr, leaf),
    ...subject(csr, leaf),
    ...weakness(leaf, 'The certificate'),
    ...kind(leaf),
  ]
}

function missingLeaf(csr: ParsedCsr, certificates: readonly ParsedCertificate[]): MergeFinding {
  if (certificates.length === 0) {
    return finding(
      'blocker',
      'no-certificate',
      'There is no certificate in what you gave.',
      'Choose the files that your CA sent: .cer, .crt, .pem, .p7b.',
    )
  }
  const ends = certificates.filter((one) => one.basicConstraints?.ca !== true && !one.selfIssued)
  if (ends.length === 0) {
    return finding(
      'blocker',
      'no-leaf',
      'Only certificates of CAs are here.',
      'The answer to the request itself is missing: ask your CA for the certificate of the server or the client, often called the end-entity certificate.',
    )
  }
  const same = ends.some((one) => displayName(one.subjectRdns) === displayName(csr.subjectRdns))
  return finding(
    'blocker',
    'foreign-key',
    'None of these certificates has the key of the pending request.',
    same
      ? 'The subject is the same and the key is another: it answers an earlier request. Have the request that is pending now signed.'
      : 'They answer another request, perhaps of another certificate. Have the request that is pending now signed.',
  )
}

/** What there is to say about the way from the leaf up. */
export function chainFindings(
  { now, signedBy }: MergeFacts,
  chain: readonly ParsedCertificate[],
  complete: boolean,
): MergeFinding[] {
  const [leaf, ...issuers] = chain
  if (leaf === undefined) return []
  return [
    ...end(leaf, issuers, complete),
    ...issuers.flatMap((issuer, place) => [
      ...validity(issuer, now, `The issuer ${nameOf(issuer)}`),
      // A root is trusted as it is: its own signature proves nothing (RFC 5280 section 6.1).
      ...(issuer.selfIssued ? [] : weakness(issuer, `The issuer ${nameOf(issuer)}`)),
      ...notCa(issuer),
      ...unproved(chain[place] ?? leaf, issuer, signedBy),
    ]),
  ]
}

function end(
  leaf: ParsedCertificate,
  issuers: readonly ParsedCertificate[],
  complete: boolean,
): MergeFinding[] {
  if (leaf.selfIssued) {
    return [
      finding(
        'warning',
        'self-signed',
        'The certificate is signed by itself.',
        'Nobody vouches for it; each client has to be told to trust it.',
      ),
    ]
  }
  if (complete) {
    return [
      finding(
        'note',
        'root-included',
        'The root is included.',
        'That is allowed and not needed: clients have their own copy of the roots that they trust.',
      ),
    ]
  }
  const last = issuers.at(-1) ?? leaf
  const missing = displayName(last.issuerRdns)
  if (issuers.length === 0) {
    return [
      finding(
        'warning',
        'missing-intermediate',
        `The issuer is missing: ${missing}.`,
        'A server that sends the certificate alone is refused by most clients. Add the certificate of this issuer; your CA publishes it. If it is itself a root, nothing is missing.',
      ),
    ]
  }
  return [
    finding(
      'note',
      'root-missing',
      `The chain ends before ${missing}.`,
      'If that is a root, nothing is missing. If it is an intermediate, add its certificate too.',
    ),
  ]
}

function validity(certificate: ParsedCertificate, now: Date, what: string): MergeFinding[] {
  const { notBefore, notAfter } = certificate
  if (notAfter <= now) {
    return [
      finding(
        'warning',
        'expired',
        `${what} has expired.`,
        `It ended on ${day(notAfter)}. The vault takes it all the same, and clients refuse it.`,
      ),
    ]
  }
  if (notBefore > now) {
    return [
      finding(
        'warning',
        'not-yet-valid',
        `${what} is not valid yet.`,
        `It begins on ${day(notBefore)}; clients refuse it until then.`,
      ),
    ]
  }
  return []
}

function names(csr: ParsedCsr, leaf: ParsedCertificate): MergeFinding[] {
  const asked = allNames(csr.names)
  const got = allNames(leaf.names)
  const lost = asked.filter((name) => !got.includes(name))
  const added = got.filter((name) => !asked.includes(name))
  const found: MergeFinding[] = []
  if (lost.length > 0) {
    found.push(
      finding(
        'warning',
        'names-missing',
        `The CA left out ${list(lost)}.`,
        'The request asks for these names and the certificate does not have them: clients that connect by them refuse it.',
      ),
    )
  }
  if (added.length > 0 && asked.length > 0) {
    found.push(
      finding(
        'note',
        'names-added',
        `The CA added ${list(added)}.`,
        'The request does not ask for them. Some CAs add the name without www.',
      ),
    )
  }
  return found
}

function subject(csr: ParsedCsr, leaf: ParsedCertificate): MergeFinding[] {
  const asked = displayName(csr.subjectRdns)
  const got = displayName(leaf.subjectRdns)
  if (asked === got) return []
  const other = commonName(csr.subjectRdns) !== commonName(leaf.subjectRdns)
  return [
    finding(
      other ? 'warning' : 'note',
      'subject-changed',
      other ? 'The certificate has another name.' : 'The CA changed the subject.',
      `Asked for: ${asked || 'none'}. Issued: ${got || 'none'}.${other ? '' : ' CAs write what they have vetted.'}`,
    ),
  ]
}

/** https://cabforum.org/working-groups/server/baseline-requirements/requirements/ sections 6.1.5 and 7.1.3.2 */
function weakness(certificate: ParsedCertificate, what: string): MergeFinding[] {
  const { signatureAlgorithm: signature, key } = certificate
  const found: MergeFinding[] = []
  if (/md[245]|sha-?1(?!\d)/i.test(signature)) {
    found.push(
      finding(
        'warning',
        'weak-signature',
        `${what} has a weak signature: ${signature}.`,
        'Browsers and operating systems have refused SHA-1 and MD5 for years. Ask the CA for SHA-256.',
      ),
    )
  }
  if (key.kind === 'RSA' && key.size < 2048) {
    found.push(
      finding(
        'warning',
        'weak-key',
        `${what} has a weak key: RSA ${key.size}.`,
        'Less than 2048 bits is refused by browsers.',
      ),
    )
  }
  return found
}

function kind(leaf: ParsedCertificate): MergeFinding[] {
  if (leaf.basicConstraints?.ca !== true || leaf.selfIssued) return []
  return [
    finding(
      'warning',
      'leaf-is-ca',
      'The certificate is one of a CA.',
      'Whoever has its key can issue certificates. Make sure that this is meant.',
    ),
  ]
}

function notCa(issuer: ParsedCertificate): MergeFinding[] {
  if (issuer.basicConstraints?.ca === true) return []
  return [
    finding(
      'warning',
      'issuer-not-ca',
      `${nameOf(issuer)} may not issue certificates.`,
      'Its certificate does not say that it belongs to a CA (RFC 5280 section 4.2.1.9), so clients refuse the chain.',
    ),
  ]
}

function unproved(
  subjectOf: ParsedCertificate,
  issuer: ParsedCertificate,
  signedBy: MergeFacts['signedBy'],
): MergeFinding[] {
  if (signedBy(subjectOf, issuer) !== null) return []
  return [
    finding(
      'note',
      'not-checked',
      `The signature of ${nameOf(issuer)} could not be checked.`,
      'Its kind is not known here; the chain is ordered by names and key identifiers.',
    ),
  ]
}

function allNames(all: ParsedCertificate['names']): string[] {
  return [...all.dns, ...all.emails, ...all.upns, ...all.ips, ...all.uris].map((name) =>
    name.toLowerCase(),
  )
}

function list(all: readonly string[]): string {
  const shown = all.slice(0, 5).join(', ')
  return all.length > 5 ? `${shown} and ${all.length - 5} more` : shown
}

function nameOf(certificate: ParsedCertificate): string {
  return certificate.commonName ?? displayName(certificate.subjectRdns)
}

function commonName(rdns: readonly Rdn[]): string {
  return (
    rdns
      .flat()
      .findLast(({ oid }) => oid === '2.5.4.3')
      ?.value.toLowerCase() ?? ''
  )
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10)
}
