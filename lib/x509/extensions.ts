import { utf8 } from '#lib/base/encodings.ts'
import { invariant } from '#lib/base/invariant.ts'
import {
  type Extension,
  KEY_USAGES,
  type KeyUsage,
  type SubjectAltNames,
} from './certificate-extensions.ts'
import { TAG } from './der.ts'
import {
  boolean,
  type Der,
  explicit,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  tlv,
} from './encode.ts'
import { malformed } from './errors.ts'
import { parseIp } from './ip.ts'
import { OID } from './oids.ts'

/**
 * The extensions of a certificate or a request (RFC 5280 section 4.2). Absent members add none. They are written
 * in the order of these members, which is the order Key Vault writes them in, alternative names and the rest after it.
 */
export interface ExtensionSpec {
  /** Critical. An empty list adds no extension. */
  readonly keyUsage?: readonly KeyUsage[]
  /** Critical for a CA unless said otherwise: RFC 5280 asks for it there, and Key Vault's leaves are not. */
  readonly basicConstraints?: {
    readonly ca: boolean
    readonly pathLength?: number
    readonly critical?: boolean
  }
  /** Object identifiers. An empty list adds no extension. */
  readonly extendedKeyUsage?: readonly string[]
  /** `keyIdentifier(issuerSpki)`, or the issuer's own subject key identifier. */
  readonly authorityKeyId?: Uint8Array
  readonly subjectKeyId?: Uint8Array
  /** Critical when `namesCritical` says so, which an empty subject needs. Empty lists add no extension. */
  readonly names?: Partial<SubjectAltNames>
  readonly namesCritical?: boolean
  /** Critical; only for a CA. */
  readonly nameConstraints?: { readonly permitted?: NameSubtrees; readonly excluded?: NameSubtrees }
  readonly crlUrls?: readonly string[]
  readonly ocspUrls?: readonly string[]
  readonly caIssuersUrls?: readonly string[]
  /** Object identifiers of certificate policies. */
  readonly policies?: readonly string[]
  /** Anything else, as DER. */
  readonly others?: readonly Extension[]
}

/** Bounds of a name constraint: DNS and mail domains, IP ranges as `192.0.2.0/24` or `2001:db8::/32`. */
export interface NameSubtrees {
  readonly dns?: readonly string[]
  readonly emails?: readonly string[]
  readonly ips?: readonly string[]
}

/** `Extensions` as DER elements. Throws `X509Error` `malformed` for a name that cannot be encoded. */
export function encodeExtensions(spec: ExtensionSpec): Der[] {
  const { keyUsage = [], basicConstraints, extendedKeyUsage = [], names = {} } = spec
  const list: Der[] = []
  if (keyUsage.length > 0) list.push(extension(OID.keyUsage, true, encodeKeyUsage(keyUsage)))
  if (basicConstraints) {
    const { ca, pathLength, critical = ca } = basicConstraints
    invariant(ca || pathLength === undefined, 'only a CA has a path length')
    const length = pathLength === undefined ? [] : [integer(pathLength)]
    const value = sequence(...(ca ? [boolean(true)] : []), ...length)
    list.push(extension(OID.basicConstraints, critical, value))
  }
  if (extendedKeyUsage.length > 0) {
    list.push(extension(OID.extendedKeyUsage, false, sequence(...extendedKeyUsage.map(oid))))
  }
  if (spec.authorityKeyId) {
    const value = sequence(implicit(0, spec.authorityKeyId))
    list.push(extension(OID.authorityKeyIdentifier, false, value))
  }
  if (spec.subjectKeyId) {
    list.push(extension(OID.subjectKeyIdentifier, false, octetString(spec.subjectKeyId)))
  }
  const generalNames = encodeAltNames(names)
  if (generalNames.length > 0) {
    const critical = spec.namesCritical ?? false
    list.push(extension(OID.subjectAltName, critical, sequence(...generalNames)))
  }
  return [...list, ...encodeIssuerExtensions(spec)]
}

function encodeIssuerExtensions(spec: ExtensionSpec): Der[] {
  const list: Der[] = []
  const { nameConstraints, crlUrls = [], ocspUrls = [], caIssuersUrls = [], policies = [] } = spec
  if (nameConstraints) {
    const trees = [nameConstraints.permitted, nameConstraints.excluded].flatMap(
      (subtrees, index) => (subtrees ? [explicit(index, ...encodeSubtrees(subtrees))] : []),
    )
    list.push(extension(OID.nameConstraints, true, sequence(...trees)))
  }
  if (policies.length > 0) {
    const value = sequence(...policies.map((policy) => sequence(oid(policy))))
    list.push(extension(OID.certificatePolicies, false, value))
  }
  if (crlUrls.length > 0) {
    const points = crlUrls.map((url) => sequence(explicit(0, explicit(0, ia5Name(6, url, 'URL')))))
    list.push(extension(OID.crlDistributionPoints, false, sequence(...points)))
  }
  const access = [
    ...ocspUrls.map((url) => sequence(oid(OID.ocsp), ia5Name(6, url, 'URL'))),
    ...caIssuersUrls.map((url) => sequence(oid(OID.caIssuers), ia5Name(6, url, 'URL'))),
  ]
  if (access.length > 0) list.push(extension(OID.authorityInfoAccess, false, sequence(...access)))
  for (const other of spec.others ?? []) {
    list.push(extension(other.oid, other.critical, other.value))
  }
  return list
}

function extension(id: string, critical: boolean, value: Uint8Array): Der {
  // DEFAULT FALSE: DER leaves a default out.
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octetString(value))
}

/** Named bits: DER drops the zero bits at the end (X.690 section 11.2.2). */
function encodeKeyUsage(usages: readonly KeyUsage[]): Der {
  const bits = usages.map((usage) => KEY_USAGES.indexOf(usage))
  const last = Math.max(...bits)
  const octets = new Uint8Array(2 + (last >> 3))
  octets[0] = 7 - (last & 7)
  for (const bit of bits)
    octets[1 + (bit >> 3)] = (octets[1 + (bit >> 3)] ?? 0) | (0x80 >> (bit & 7))
  return tlv(TAG.bitString, octets)
}

function encodeAltNames(names: Partial<SubjectAltNames>): Der[] {
  const { dns = [], emails = [], upns = [], ips = [], uris = [] } = names
  return [
    ...dns.map((name) => ia5Name(2, name, 'DNS name')),
    ...emails.map((name) => ia5Name(1, name, 'e-mail address')),
    ...upns.map((name) =>
      explicit(0, oid(OID.userPrincipalName), explicit(0, tlv(TAG.utf8String, utf8(name)))),
    ),
    ...ips.map((name) => {
      const octets = parseIp(name)
      if (!octets) throw malformed(`"${name}" is not an IP address.`)
      return implicit(7, octets)
    }),
    ...uris.map((name) => ia5Name(6, name, 'URI')),
  ]
}

function encodeSubtrees({ dns = [], emails = [], ips = [] }: NameSubtrees): Der[] {
  return [
    ...dns.map((name) => ia5Name(2, name, 'DNS name')),
    ...emails.map((name) => ia5Name(1, name, 'mail domain')),
    ...ips.map((range) => implicit(7, encodeRange(range))),
  ].map((base) => sequence(base))
}

/** Address and mask one after the other (RFC 5280 section 4.2.1.10). */
function encodeRange(range: string): Uint8Array {
  const [address = '', prefix = ''] = range.split('/')
  const octets = parseIp(address)
  const bits = Number(prefix)
  if (!octets || !/^\d{1,3}$/.test(prefix) || bits > octets.length * 8) {
    throw malformed(`"${range}" is not an IP range.`)
  }
  const mask = octets.map((_, index) => 0xff00 >> Math.max(0, Math.min(8, bits - index * 8)))
  return new Uint8Array([...octets.map((octet, index) => octet & (mask[index] ?? 0)), ...mask])
}

/** A general name of ASCII text. Names in other scripts must come in their A-label or encoded form. */
function ia5Name(tag: number, text: string, what: string): Der {
  if (text === '' || /[^\x21-\x7e]/.test(text)) {
    throw malformed(`"${text}" is not a ${what} in ASCII characters.`)
  }
  return implicit(tag, utf8(text))
}
