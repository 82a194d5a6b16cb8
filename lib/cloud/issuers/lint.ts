import { domainToUnicode } from 'node:url'
import { type ParsedCertificate, readCertificate } from '#lib/x509/certificate.ts'
import { type Asn1, readAsn1, readBitString, readMagnitude, TAG } from '#lib/x509/der.ts'
import { bitString, sequence } from '#lib/x509/encode.ts'
import { X509Error } from '#lib/x509/errors.ts'
import type { Signing } from '#lib/x509/issue.ts'
import { OID } from '#lib/x509/oids.ts'

/** `any` is RFC 5280; `tls-server` the Baseline Requirements for public servers besides. */
export type LintProfile = 'any' | 'tls-server'

/** What the rules look at: the fields as they are encoded, and the certificate as it reads. */
interface Tbs {
  readonly version: Asn1 | null
  /** From the serial number on. */
  readonly fields: readonly Asn1[]
  readonly certificate: ParsedCertificate
  readonly ca: boolean
  /** Of the validity, both ends included. */
  readonly seconds: number
}

type Rule = readonly [name: string, isBroken: (tbs: Tbs) => boolean]

const serverAuth = '1.3.6.1.5.5.7.3.1'
const anyUse = '2.5.29.37.0'

/** RFC 5280 sections 4.1 and 4.2. */
const rules: readonly Rule[] = [
  ['version 3', ({ version }) => version?.children[0]?.content[0] !== 2],
  ['serial positive', ({ fields: [serial] }) => !isPositive(serial)],
  ['serial of at most 20 octets', ({ fields: [serial] }) => (serial?.content.length ?? 0) > 20],
  // 64 bits of a random generator need as many to stand there.
  ['serial of at least 64 bits', ({ fields: [serial] }) => (serial?.content.length ?? 0) < 8],
  ['signature with SHA-2', ({ certificate }) => !isSha2(certificate.signatureAlgorithm)],
  ['times in their forms', ({ fields }) => !fields[3]?.children.every(isInItsForm)],
  ['a validity', ({ seconds }) => seconds < 1],
  ['key strong', ({ fields, certificate }) => !isStrong(certificate, fields[5])],
  ['canonical DER', (tbs) => !isAllCanonical(tbs)],
  ['an issuer', ({ certificate }) => certificate.issuerRdns.length === 0],
  ['names critical without a subject', (tbs) => !namesStandIn(tbs)],
  ['subject key identifier', ({ certificate }) => certificate.subjectKeyId === null],
  ['authority key identifier', ({ certificate }) => certificate.authorityKeyId === null],
  ['critical constraints of an authority', ({ ca, ...tbs }) => ca && !critical(tbs, 'basic')],
  ['path length of an authority only', (tbs) => !tbs.ca && pathLength(tbs) !== null],
  ['critical key usage', (tbs) => tbs.certificate.keyUsage !== null && !critical(tbs, 'usage')],
]

/** Baseline Requirements section 7.1, and RFC 8813 for what an EC key does. */
const serverRules: readonly Rule[] = [
  ['names', ({ certificate: { names } }) => names.dns.length === 0],
  ['no other names', ({ certificate: { names } }) => names.emails.length + names.upns.length > 0],
  ['common name among the names', ({ certificate }) => !isListed(certificate)],
  ['DNS names of servers', ({ certificate: { names } }) => !names.dns.every(isServerName)],
  ['no authority', ({ ca }) => ca],
  ['use for servers', ({ certificate }) => !certificate.extendedKeyUsage.includes(serverAuth)],
  ['no use for anything', ({ certificate }) => certificate.extendedKeyUsage.includes(anyUse)],
  ['usages that fit the key', ({ certificate }) => !usagesFit(certificate)],
  ['a curve that browsers trust', ({ certificate: { key } }) => isCurve(key, 'P-256K')],
  ['a policy', ({ certificate }) => certificate.policies.length === 0],
  ['at most 398 days', ({ seconds }) => seconds > 398 * 86_400],
]

/** The names of the rules that these to-be-signed bytes break; empty when they keep all. */
export function lint(bytes: Uint8Array, profile: LintProfile): string[] {
  const tbs = readTbs(bytes)
  if (tbs === null) return ['readable']
  const all = profile === 'any' ? rules : [...rules, ...serverRules]
  return all.filter(([, isBroken]) => isBroken(tbs)).map(([name]) => name)
}

/** Signs nothing that breaks a rule: then `sign` rejects. */
export function linted(signing: Signing, profile: LintProfile): Signing {
  return {
    ...signing,
    async sign(bytes) {
      const broken = lint(bytes, profile)
      if (broken.length > 0) throw new Error(`Not signed, for want of: ${broken.join(', ')}.`)
      return signing.sign(bytes)
    },
  }
}

function readTbs(bytes: Uint8Array): Tbs | null {
  try {
    const { children } = readAsn1(bytes)
    const version = children[0]?.tag === 0xa0 ? children[0] : null
    const fields = version ? children.slice(1) : children
    // Of the certificate that it would be: an empty signature does for reading.
    const algorithm = fields[1]?.bytes ?? new Uint8Array()
    const certificate = readCertificate(sequence(bytes, algorithm, bitString(new Uint8Array())))
    const { notBefore, notAfter } = certificate
    return {
      ...{ version, fields, certificate },
      ca: certificate.basicConstraints?.ca === true,
      seconds: (notAfter.getTime() - notBefore.getTime()) / 1000 + 1,
    }
  } catch (error) {
    if (error instanceof X509Error) return null
    throw error
  }
}

function isPositive(serial: Asn1 | undefined): boolean {
  const content = serial?.content ?? new Uint8Array()
  return (content[0] ?? 0x80) < 0x80 && content.some((octet) => octet !== 0)
}

const isSha2 = (algorithm: string) => /sha(256|384|512)|rsassaPss/i.test(algorithm)

/** UTCTime through 2049, GeneralizedTime from then on: RFC 5280 section 4.1.2.5. */
function isInItsForm({ tag, content }: Asn1): boolean {
  const year = Number(Buffer.from(content).toString('latin1').slice(0, 4))
  return tag === TAG.utcTime || year >= 2050
}

function isStrong({ key }: ParsedCertificate, spki: Asn1 | undefined): boolean {
  if (key.kind === 'EC') return true
  if (key.kind !== 'RSA' || key.size < 2048) return false
  const [modulus, exponent] = readAsn1(readBitString(spki?.children[1], 'key')).children
  const e = Buffer.from(readMagnitude(exponent, 'exponent')).toString('hex')
  return e === '010001' && ((readMagnitude(modulus, 'modulus').at(-1) ?? 0) & 1) === 1
}

/** The values of the extensions are octets to whoever reads the outside. */
function isAllCanonical({ fields, certificate }: Tbs): boolean {
  const values = [...certificate.extensions.values()].map(({ value }) => readAsn1(value))
  return [...fields, ...values].every(isCanonical)
}

/** What DER asks for beyond lengths: X.690 sections 8.3.2, 10, 11.1 and 11.6. */
function isCanonical(node: Asn1): boolean {
  const { tag, content, children } = node
  const [first = 0, second = 0] = content
  if (tag === TAG.boolean) return content.length === 1 && first === 0xff
  if (tag === TAG.integer) {
    if (content.length === 0) return false
    const padded = (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80)
    return content.length === 1 || !padded
  }
  if (tag === TAG.set) {
    const parts = children.map(({ bytes }) => bytes)
    if (parts.some((part, at) => at > 0 && Buffer.compare(parts[at - 1] ?? part, part) > 0)) {
      return false
    }
  }
  return children.every(isCanonical)
}

function namesStandIn(tbs: Tbs): boolean {
  const { subjectRdns, extensions } = tbs.certificate
  return subjectRdns.length > 0 || extensions.get(OID.subjectAltName)?.critical === true
}

function critical({ certificate }: Pick<Tbs, 'certificate'>, which: 'basic' | 'usage'): boolean {
  const oid = which === 'basic' ? OID.basicConstraints : OID.keyUsage
  return certificate.extensions.get(oid)?.critical === true
}

const pathLength = ({ certificate }: Tbs) => certificate.basicConstraints?.pathLength ?? null

function isListed({ commonName, names }: ParsedCertificate): boolean {
  return commonName === null || names.dns.includes(commonName.toLowerCase())
}

const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?'
const serverName = new RegExp(`^(\\*\\.)?(${label}\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

/** RFC 1123 section 2.1 in lower case, A-labels that mean something, a star in front at most. */
function isServerName(name: string): boolean {
  if (name.length > 253 || !serverName.test(name)) return false
  const labels = name.replace(/^\*\./, '').split('.')
  return labels.every((one) => {
    // What does not decode stays as it is.
    if (one.startsWith('xn--')) return !domainToUnicode(one).startsWith('xn--')
    return one.slice(2, 4) !== '--'
  })
}

/** RFC 8813 section 3: an EC key encrypts no other key. */
function usagesFit({ key, keyUsage }: ParsedCertificate): boolean {
  if (keyUsage === null || !keyUsage.includes('digitalSignature')) return false
  const allowed =
    key.kind === 'RSA' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature']
  return keyUsage.every((usage) => allowed.includes(usage))
}

function isCurve(key: ParsedCertificate['key'], curve: string): boolean {
  return key.kind === 'EC' && key.curve === curve
}
