import { sha1 } from '@noble/hashes/legacy.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex } from '#lib/base/encodings.ts'
import {
  type BasicConstraints,
  type Extension,
  type KeyUsage,
  readAltNames,
  readAuthorityKeyId,
  readBasicConstraints,
  readCertificatePolicies,
  readExtendedKeyUsage,
  readExtensions,
  readKeyUsage,
  readSubjectKeyId,
  type SubjectAltNames,
} from './certificate-extensions.ts'
import { expectTag, readAsn1, readBitString, readOid, sequenceOf, TAG } from './der.ts'
import { sameBytes } from './encode.ts'
import { malformed } from './errors.ts'
import { formatName, type Rdn } from './name.ts'
import { readName } from './name-der.ts'
import { OID, SIGNATURE_NAMES } from './oids.ts'
import { describePublicKey, type KeyDescription } from './public-key.ts'
import { readTime } from './time.ts'

/** What a certificate says about itself. Reading it proves nothing: no signature is checked. */
export interface ParsedCertificate {
  readonly der: Uint8Array
  /** RFC 4514 text in the order of the DER, joined by `, `. */
  readonly subject: string
  readonly issuer: string
  readonly subjectRdns: readonly Rdn[]
  readonly issuerRdns: readonly Rdn[]
  /** The last common name of the subject, or null. */
  readonly commonName: string | null
  /** Lower-case hexadecimal without the sign octet. */
  readonly serialNumber: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly key: KeyDescription
  /** As openssl prints it, such as `sha256WithRSAEncryption`; else the object identifier. */
  readonly signatureAlgorithm: string
  readonly names: SubjectAltNames
  /** Null when the extension is absent: any use. */
  readonly keyUsage: KeyUsage[] | null
  /** Object identifiers; empty when the extension is absent. */
  readonly extendedKeyUsage: string[]
  /** Object identifiers of the certificate policies; empty when the extension is absent. */
  readonly policies: string[]
  readonly basicConstraints: BasicConstraints | null
  /** Lower-case hexadecimal. */
  readonly subjectKeyId: string | null
  readonly authorityKeyId: string | null
  readonly subjectDer: Uint8Array
  readonly issuerDer: Uint8Array
  /** SubjectPublicKeyInfo as DER. */
  readonly spki: Uint8Array
  readonly sha1: Uint8Array
  readonly sha256: Uint8Array
  /** Subject and issuer are the same name. */
  readonly selfIssued: boolean
  readonly extensions: ReadonlyMap<string, Extension>
}

/** Parses a certificate (RFC 5280 section 4.1). Rejects with `X509Error`. */
export async function parseCertificate(der: Uint8Array): Promise<ParsedCertificate> {
  return readCertificate(der)
}

/**
 * The same without a promise. Hashes are computed here and not by WebCrypto, whose work waits in
 * Node's thread pool behind any key generation.
 */
export function readCertificate(der: Uint8Array): ParsedCertificate {
  const [tbs, algorithm, signature] = sequenceOf(readAsn1(der), 'certificate', 3)
  readBitString(signature, 'certificate signature')
  const fields = [...sequenceOf(tbs, 'certificate', 6)]
  if (fields[0]?.tag === 0xa0) fields.shift()
  const [serial, innerAlgorithm, issuer, validity, subject, spki] = fields
  if (!issuer || !subject || !spki || !algorithm || !innerAlgorithm) {
    throw malformed('The certificate is incomplete.')
  }
  if (!sameBytes(algorithm.bytes, innerAlgorithm.bytes)) {
    throw malformed('The certificate names two different signature algorithms.')
  }
  const [from, to] = sequenceOf(validity, 'validity', 2)
  const subjectRdns = readName(subject, 'subject')
  const issuerRdns = readName(issuer, 'issuer')
  const list = fields.find((field) => field.tag === 0xa3)?.children[0]
  const extensions = list ? readExtensions(list) : new Map<string, Extension>()
  const value = <T>(oid: string, read: (bytes: Uint8Array) => T): T | null => {
    const extension = extensions.get(oid)
    return extension ? read(extension.value) : null
  }
  const signatureOid = readOid(sequenceOf(algorithm, 'signature algorithm', 1)[0], 'algorithm')
  return {
    der,
    subject: formatName(subjectRdns),
    issuer: formatName(issuerRdns),
    subjectRdns,
    issuerRdns,
    commonName: commonNameOf(subjectRdns),
    serialNumber: toHex(expectTag(serial, TAG.integer, 'serial number').content).replace(
      /^00(?=.)/,
      '',
    ),
    notBefore: readTime(from, 'start of validity'),
    notAfter: readTime(to, 'end of validity'),
    key: describePublicKey(spki),
    signatureAlgorithm: SIGNATURE_NAMES[signatureOid] ?? signatureOid,
    names: value(OID.subjectAltName, readAltNames) ?? {
      dns: [],
      emails: [],
      upns: [],
      ips: [],
      uris: [],
    },
    keyUsage: value(OID.keyUsage, readKeyUsage),
    extendedKeyUsage: value(OID.extendedKeyUsage, readExtendedKeyUsage) ?? [],
    policies: value(OID.certificatePolicies, readCertificatePolicies) ?? [],
    basicConstraints: value(OID.basicConstraints, readBasicConstraints),
    subjectKeyId: value(OID.subjectKeyIdentifier, readSubjectKeyId),
    authorityKeyId: value(OID.authorityKeyIdentifier, readAuthorityKeyId),
    subjectDer: subject.bytes,
    issuerDer: issuer.bytes,
    spki: spki.bytes,
    sha1: sha1(der),
    sha256: sha256(der),
    selfIssued: sameBytes(subject.bytes, issuer.bytes),
    extensions,
  }
}

function commonNameOf(rdns: readonly Rdn[]): string | null {
  return rdns.flat().findLast((attribute) => attribute.oid === '2.5.4.3')?.value ?? null
}
