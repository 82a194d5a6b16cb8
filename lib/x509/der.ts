import { malformed, X509Error } from './errors.ts'
import { MAX_DEPTH, MAX_INPUT_BYTES, MAX_NODES } from './limits.ts'

/** One ASN.1 element (X.690). `bytes` is all of it, `content` its value without tag and length. */
export interface Asn1 {
  /** The identifier octet, e.g. 0x30 for SEQUENCE or 0xa0 for [0]; high tag numbers are refused. */
  readonly tag: number
  readonly bytes: Uint8Array
  readonly content: Uint8Array
  /** The elements inside a constructed one, else empty. */
  readonly children: readonly Asn1[]
}

export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

export interface ReadOptions {
  /** Take BER's indefinite lengths too, as some PKCS#12 writers use them. Default: DER lengths only. */
  readonly ber?: boolean
}

const CONSTRUCTED = 0x20
const END_OF_CONTENTS = 0

/** Reads the whole of `bytes` as one element. Throws `X509Error` `malformed`, `too-large` or `too-expensive`. */
export function readAsn1(bytes: Uint8Array, options: ReadOptions = {}): Asn1 {
  if (bytes.length > MAX_INPUT_BYTES) {
    throw new X509Error('too-large', `The data is larger than ${MAX_INPUT_BYTES} bytes.`)
  }
  const reader = new Reader(bytes, options.ber ?? false)
  const node = reader.element(0, bytes.length, 0)
  if (node.bytes.length !== bytes.length) throw malformed('There is extra data after the end.')
  return node
}

class Reader {
  private readonly bytes: Uint8Array
  private readonly ber: boolean
  private nodes = 0

  constructor(bytes: Uint8Array, ber: boolean) {
    this.bytes = bytes
    this.ber = ber
  }

  element(start: number, end: number, depth: number): Asn1 {
    if (depth > MAX_DEPTH) {
      throw new X509Error('too-expensive', `The data is nested more than ${MAX_DEPTH} levels deep.`)
    }
    if (++this.nodes > MAX_NODES) {
      throw new X509Error('too-expensive', `The data has more than ${MAX_NODES} elements.`)
    }
    const tag = this.octet(start, end)
    if ((tag & 0x1f) === 0x1f) throw malformed('The data uses an ASN.1 tag that is not known here.')
    const first = this.octet(start + 1, end)
    if (first === 0x80) return this.indefinite(tag, start, end, depth)

    let at = start + 2
    let length = first
    if (first > 0x80) {
      const count = first & 0x7f
      if (count > 4) throw malformed('An ASN.1 length is out of range.')
      length = 0
      for (let i = 0; i < count; i++) length = length * 256 + this.octet(at++, end)
      const minimal = length > 0x7f && length >= 256 ** (count - 1)
      if (!minimal && !this.ber) throw malformed('An ASN.1 length is not in its shortest form.')
    }
    const stop = at + length
    if (stop > end) throw malformed('The data ends too early.')

    const children: Asn1[] = []
    if (tag & CONSTRUCTED) {
      for (let child = at; child < stop; ) {
        const node = this.element(child, stop, depth + 1)
        children.push(node)
        child += node.bytes.length
      }
    }
    return this.node(tag, start, stop, this.bytes.subarray(at, stop), children)
  }

  private indefinite(tag: number, start: number, end: number, depth: number): Asn1 {
    if (!this.ber || !(tag & CONSTRUCTED)) throw malformed('An ASN.1 length is not definite.')
    const children: Asn1[] = []
    let at = start + 2
    while (this.octet(at, end) !== END_OF_CONTENTS) {
      const node = this.element(at, end, depth + 1)
      children.push(node)
      at += node.bytes.length
    }
    if (this.octet(at + 1, end) !== 0) throw malformed('An ASN.1 end mark is damaged.')
    return this.node(tag, start, at + 2, this.bytes.subarray(start + 2, at), children)
  }

  /** BER may split an octet string into pieces; everything above sees one piece. */
  private node(
    tag: number,
    start: number,
    stop: number,
    content: Uint8Array,
    children: Asn1[],
  ): Asn1 {
    const bytes = this.bytes.subarray(start, stop)
    if (this.ber && tag === (TAG.octetString | CONSTRUCTED)) {
      return { tag: TAG.octetString, bytes, content: joinPieces(children), children: [] }
    }
    return { tag, bytes, content, children }
  }

  private octet(at: number, end: number): number {
    const value = at < end ? this.bytes[at] : undefined
    if (value === undefined) throw malformed('The data ends too early.')
    return value
  }
}

/** The bytes of a string that BER split into octet strings (X.690 section 8.7.3). */
export function joinPieces(pieces: readonly Asn1[]): Uint8Array {
  let length = 0
  for (const piece of pieces) length += expectTag(piece, TAG.octetString, 'string').content.length
  const joined = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    joined.set(piece.content, at)
    at += piece.content.length
  }
  return joined
}

/** The element itself when it has the tag, else `X509Error` `malformed` naming `what` is wrong. */
export function expectTag(node: Asn1 | undefined, tag: number, what: string): Asn1 {
  if (node?.tag !== tag) throw malformed(`The ${what} is not encoded as it must be.`)
  return node
}

/** The elements of a SEQUENCE, at least `least` of them. */
export function sequenceOf(node: Asn1 | undefined, what: string, least = 0): readonly Asn1[] {
  const { children } = expectTag(node, TAG.sequence, what)
  if (children.length < least) throw malformed(`The ${what} is incomplete.`)
  return children
}

/** Dotted text of an OBJECT IDENTIFIER. */
export function readOid(node: Asn1 | undefined, what: string): string {
  const { content } = expectTag(node, TAG.oid, what)
  const last = content.at(-1)
  if (last === undefined || last & 0x80) throw malformed(`The ${what} is damaged.`)
  const arcs: number[] = []
  let arc = 0
  for (const octet of content) {
    arc = arc * 128 + (octet & 0x7f)
    if (arc > Number.MAX_SAFE_INTEGER / 256) throw malformed(`The ${what} is out of range.`)
    if (octet & 0x80) continue
    if (arcs.length === 0) {
      const root = Math.min(2, Math.floor(arc / 40))
      arcs.push(root, arc - root * 40)
    } else {
      arcs.push(arc)
    }
    arc = 0
  }
  return arcs.join('.')
}

/** A small INTEGER: not negative, at most 2^31 - 1. */
export function readSmallInteger(node: Asn1 | undefined, what: string): number {
  const { content } = expectTag(node, TAG.integer, what)
  const first = content[0]
  if (first === undefined || first & 0x80) throw malformed(`The ${what} is out of range.`)
  let value = 0
  for (const octet of content) {
    value = value * 256 + octet
    if (value > 0x7fff_ffff) throw malformed(`The ${what} is out of range.`)
  }
  return value
}

/** The magnitude of a positive INTEGER, without its sign octet. */
export function readMagnitude(node: Asn1 | undefined, what: string): Uint8Array {
  const { content } = expectTag(node, TAG.integer, what)
  const first = content[0]
  if (first === undefined || first & 0x80) throw malformed(`The ${what} is out of range.`)
  let at = 0
  while (at < content.length - 1 && content[at] === 0) at++
  return content.subarray(at)
}

/** The bytes of a BIT STRING whose number of bits is a multiple of eight. */
export function readBitString(node: Asn1 | undefined, what: string): Uint8Array {
  const { content } = expectTag(node, TAG.bitString, what)
  if (content[0] !== 0) throw malformed(`The ${what} is damaged.`)
  return content.subarray(1)
}

/** BOOLEAN, any non-zero octet being true as in BER. */
export function readBoolean(node: Asn1 | undefined, what: string): boolean {
  const { content } = expectTag(node, TAG.boolean, what)
  if (content.length !== 1) throw malformed(`The ${what} is damaged.`)
  return content[0] !== 0
}
