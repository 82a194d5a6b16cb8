import { toHex } from '#lib/base/encodings.ts'
import {
  type Asn1,
  expectTag,
  readAsn1,
  readBoolean,
  readOid,
  readSmallInteger,
  sequenceOf,
  TAG,
} from './der.ts'
import { malformed } from './errors.ts'
import { formatIp } from './ip.ts'
import { latin1, readText } from './name-der.ts'
import { OID } from './oids.ts'

/** Bit names of the key usage extension in the order of RFC 5280 section 4.2.1.3, as Key Vault spells them. */
export const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

/** Alternative names, each kind in the order of the certificate. `upns` are Microsoft's user principal names. */
export interface SubjectAltNames {
  readonly dns: string[]
  readonly emails: string[]
  readonly upns: string[]
  readonly ips: string[]
  readonly uris: string[]
}

export interface BasicConstraints {
  readonly ca: boolean
  readonly pathLength: number | null
}

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** DER inside the extension's octet string. */
  readonly value: Uint8Array
}

/** Reads `Extensions` (RFC 5280 section 4.1.2.9); one that appears twice is an error. */
export function readExtensions(node: Asn1): Map<string, Extension> {
  const extensions = new Map<string, Extension>()
  for (const child of sequenceOf(node, 'extension list')) {
    const parts = sequenceOf(child, 'extension', 2)
    const oid = readOid(parts[0], 'extension')
    const critical = parts[1]?.tag === TAG.boolean && readBoolean(parts[1], 'extension')
    const { content } = expectTag(parts.at(-1), TAG.octetString, 'extension')
    if (extensions.has(oid)) throw malformed(`The extension ${oid} appears twice.`)
    extensions.set(oid, { oid, critical, value: content })
  }
  return extensions
}

/** Reads BIT STRING names; bits beyond the known ones are ignored. */
export function readKeyUsage(value: Uint8Array): KeyUsage[] {
  const { content } = expectTag(readAsn1(value), TAG.bitString, 'key usage')
  return KEY_USAGES.filter((_, bit) => ((content[1 + (bit >> 3)] ?? 0) << (bit & 7)) & 0x80)
}

export function readExtendedKeyUsage(value: Uint8Array): string[] {
  return sequenceOf(readAsn1(value), 'extended key usage').map((node) =>
    readOid(node, 'extended key usage'),
  )
}

/** Identifiers of the policies (RFC 5280 section 4.2.1.4); their qualifiers are left out. */
export function readCertificatePolicies(value: Uint8Array): string[] {
  return sequenceOf(readAsn1(value), 'certificate policies').map((node) =>
    readOid(sequenceOf(node, 'certificate policy', 1)[0], 'certificate policy'),
  )
}

export function readBasicConstraints(value: Uint8Array): BasicConstraints {
  const parts = sequenceOf(readAsn1(value), 'basic constraints')
  const ca = parts[0]?.tag === TAG.boolean && readBoolean(parts[0], 'basic constraints')
  const length = parts.find((part) => part.tag === TAG.integer)
  return { ca, pathLength: length ? readSmallInteger(length, 'path length') : null }
}

export function readSubjectKeyId(value: Uint8Array): string {
  return toHex(expectTag(readAsn1(value), TAG.octetString, 'subject key identifier').content)
}

/** The key identifier of the authority key identifier, or null when it names the issuer in another way. */
export function readAuthorityKeyId(value: Uint8Array): string | null {
  const parts = sequenceOf(readAsn1(value), 'authority key identifier')
  const id = parts.find((part) => part.tag === 0x80)
  return id ? toHex(id.content) : null
}

/** Reads GeneralNames (RFC 5280 section 4.2.1.6); kinds that no client here shows are left out. */
export function readAltNames(value: Uint8Array): SubjectAltNames {
  const names: SubjectAltNames = { dns: [], emails: [], upns: [], ips: [], uris: [] }
  for (const name of sequenceOf(readAsn1(value), 'alternative names')) {
    if (name.tag === 0x81) names.emails.push(latin1(name.content))
    else if (name.tag === 0x82) names.dns.push(latin1(name.content))
    else if (name.tag === 0x86) names.uris.push(latin1(name.content))
    else if (name.tag === 0x87) names.ips.push(formatIp(name.content))
    else if (name.tag === 0xa0) {
      const [type, wrapped] = name.children
      const text = wrapped?.tag === 0xa0 ? wrapped.children[0] : undefined
      if (text && readOid(type, 'alternative name') === OID.userPrincipalName) {
        names.upns.push(readText(text, 'alternative name'))
      }
    }
  }
  return names
}
