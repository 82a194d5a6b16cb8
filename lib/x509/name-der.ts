import { toHex, utf8 } from '#lib/base/encodings.ts'
import { type Asn1, expectTag, readOid, sequenceOf, TAG } from './der.ts'
import { type Der, oid, sequence, setOf, tlv } from './encode.ts'
import { malformed } from './errors.ts'
import type { NameAttribute, Rdn } from './name.ts'
import { attributeTypeByOid } from './name-attributes.ts'

/** Reads a DER name (RFC 5280 section 4.1.2.4), in the order of the encoding. */
export function readName(node: Asn1 | undefined, what: string): Rdn[] {
  return sequenceOf(node, what).map((rdn) => {
    const { children } = expectTag(rdn, TAG.set, what)
    if (children.length === 0) throw malformed(`The ${what} has an empty part.`)
    return children.map((attribute): NameAttribute => {
      const [type, value] = sequenceOf(attribute, what, 2)
      return { oid: readOid(type, what), value: value ? readText(value, what) : '' }
    })
  })
}

/** Encodes a name, each attribute in the string type that RFC 5280 asks for. */
export function encodeName(rdns: readonly Rdn[]): Der {
  return sequence(
    ...rdns.map((rdn) =>
      setOf(
        ...rdn.map((attribute) => {
          const encoding = attributeTypeByOid(attribute.oid)?.encoding ?? 'utf8'
          return sequence(oid(attribute.oid), encodeText(attribute.value, encoding))
        }),
      ),
    ),
  )
}

function encodeText(value: string, encoding: 'utf8' | 'printable' | 'ia5'): Der {
  // A value that its fixed type cannot hold falls back to UTF-8, as other issuers do.
  if (encoding === 'printable' && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)) {
    return tlv(TAG.printableString, utf8(value))
  }
  if (encoding === 'ia5' && /^[\x20-\x7e]*$/.test(value)) return tlv(TAG.ia5String, utf8(value))
  return tlv(TAG.utf8String, utf8(value))
}

/** Text of any ASN.1 string type; another type as `#` and its DER in hexadecimal (RFC 4514 section 2.4). */
export function readText(node: Asn1, what: string): string {
  switch (node.tag) {
    case TAG.utf8String:
      return decode('utf-8', node.content, what)
    case TAG.printableString:
    case TAG.ia5String:
    case TAG.t61String:
      return latin1(node.content)
    case TAG.bmpString:
      return readBmpText(node.content, what)
    case TAG.universalString:
      return utf32(node.content, what)
    default:
      return `#${toHex(node.bytes)}`
  }
}

/** BMPString: two octets a character, high one first. */
export function readBmpText(content: Uint8Array, what: string): string {
  return decode('utf-16be', content, what)
}

/** One octet a character. */
export function latin1(content: Uint8Array): string {
  let text = ''
  for (const octet of content) text += String.fromCharCode(octet)
  return text
}

function utf32(content: Uint8Array, what: string): string {
  let text = ''
  if (content.length % 4 !== 0) throw malformed(`The ${what} holds damaged text.`)
  const view = new DataView(content.buffer, content.byteOffset, content.length)
  for (let at = 0; at < content.length; at += 4) {
    const point = view.getUint32(at)
    if (point > 0x10ffff) throw malformed(`The ${what} holds damaged text.`)
    text += String.fromCodePoint(point)
  }
  return text
}

function decode(encoding: 'utf-8' | 'utf-16be', content: Uint8Array, what: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content)
  } catch (cause) {
    throw malformed(`The ${what} holds damaged text.`, { cause })
  }
}
