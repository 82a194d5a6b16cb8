import {
  type Extension,
  readAltNames,
  readExtensions,
  type SubjectAltNames,
} from './certificate-extensions.ts'
import { expectTag, readAsn1, readBitString, readOid, sequenceOf, TAG } from './der.ts'
import { malformed } from './errors.ts'
import { formatName, type Rdn } from './name.ts'
import { readName } from './name-der.ts'
import { OID, SIGNATURE_NAMES } from './oids.ts'
import { describePublicKey, type KeyDescription } from './public-key.ts'

/** What a certification request asks for. Its signature is not checked. */
export interface ParsedCsr {
  readonly subject: string
  readonly subjectRdns: readonly Rdn[]
  readonly key: KeyDescription
  /** SubjectPublicKeyInfo as DER. */
  readonly spki: Uint8Array
  readonly signatureAlgorithm: string
  readonly names: SubjectAltNames
  readonly extensions: ReadonlyMap<string, Extension>
}

/** Reads PKCS#10 (RFC 2986 section 4). Throws `X509Error` `malformed`. */
export function readCsr(der: Uint8Array): ParsedCsr {
  const [info, algorithm, signature] = sequenceOf(readAsn1(der), 'request', 3)
  readBitString(signature, 'request signature')
  const [, subject, spki, attributes] = sequenceOf(info, 'request', 3)
  if (!spki) throw malformed('The request is incomplete.')
  const subjectRdns = readName(subject, 'subject')
  let extensions = new Map<string, Extension>()
  for (const attribute of attributes?.children ?? []) {
    const [type, values] = sequenceOf(attribute, 'request attribute', 2)
    if (readOid(type, 'request attribute') !== OID.extensionRequest) continue
    const [list] = expectTag(values, TAG.set, 'request attribute').children
    if (list) extensions = readExtensions(list)
  }
  const names = extensions.get(OID.subjectAltName)
  const oid = readOid(sequenceOf(algorithm, 'signature algorithm', 1)[0], 'algorithm')
  return {
    subject: formatName(subjectRdns),
    subjectRdns,
    key: describePublicKey(spki),
    spki: spki.bytes,
    signatureAlgorithm: SIGNATURE_NAMES[oid] ?? oid,
    names: names ? readAltNames(names.value) : { dns: [], emails: [], upns: [], ips: [], uris: [] },
    extensions,
  }
}
