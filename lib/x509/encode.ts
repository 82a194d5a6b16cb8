import { invariant } from '#lib/base/invariant.ts'
import { TAG } from './der.ts'

/** Builds DER (X.690) bottom up. Wrong arguments are defects of ours and break an invariant. */

export type Der = Uint8Array<ArrayBuffer>

/** One element: identifier octet, shortest length, then the parts one after another. */
export function tlv(tag: number, ...parts: readonly Uint8Array[]): Der {
  let length = 0
  for (const part of parts) length += part.length
  const head = [tag]
  if (length < 0x80) {
    head.push(length)
  } else {
    const octets: number[] = []
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
    head.push(0x80 | octets.length, ...octets)
  }
  const out = new Uint8Array(head.length + length)
  out.set(head)
  let at = head.length
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

export function sequence(...parts: readonly Uint8Array[]): Der {
  return tlv(TAG.sequence, ...parts)
}

/** SET OF: DER wants the encodings in ascending order (X.690 section 11.6). */
export function setOf(...parts: readonly Uint8Array[]): Der {
  return tlv(TAG.set, ...[...parts].sort(compareBytes))
}

/** Context-specific tag that wraps whole elements: `[n] EXPLICIT`. */
export function explicit(number: number, ...parts: readonly Uint8Array[]): Der {
  return tlv(0xa0 | number, ...parts)
}

/** Context-specific tag in place of a primitive element's own: `[n] IMPLICIT`. */
export function implicit(number: number, content: Uint8Array): Der {
  return tlv(0x80 | number, content)
}

/** INTEGER from its unsigned big-endian bytes; leading zeros are dropped, a sign octet is added. */
export function unsignedInteger(magnitude: Uint8Array): Der {
  let at = 0
  while (at < magnitude.length - 1 && magnitude[at] === 0) at++
  const bytes = magnitude.subarray(at)
  const first = bytes[0] ?? 0
  return first & 0x80 || bytes.length === 0
    ? tlv(TAG.integer, new Uint8Array([0]), bytes)
    : tlv(TAG.integer, bytes)
}

/** INTEGER from a number that is not negative. */
export function integer(value: number): Der {
  invariant(Number.isSafeInteger(value) && value >= 0, 'an encoded integer is not negative')
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return unsignedInteger(new Uint8Array(octets.length > 0 ? octets : [0]))
}

export function boolean(value: boolean): Der {
  return tlv(TAG.boolean, new Uint8Array([value ? 0xff : 0]))
}

export function nullValue(): Der {
  return tlv(TAG.null)
}

export function octetString(content: Uint8Array): Der {
  return tlv(TAG.octetString, content)
}

/** BIT STRING of whole octets. */
export function bitString(content: Uint8Array): Der {
  return tlv(TAG.bitString, new Uint8Array([0]), content)
}

/** OBJECT IDENTIFIER from dotted text. */
export function oid(dotted: string): Der {
  const arcs = dotted.split('.').map(Number)
  const [root = Number.NaN, second = Number.NaN, ...rest] = arcs
  const valid = arcs.every((arc) => Number.isSafeInteger(arc) && arc >= 0)
  invariant(valid && root <= 2 && (root === 2 || second < 40), `${dotted} is an object identifier`)
  const octets: number[] = []
  for (const arc of [root * 40 + second, ...rest]) {
    const group = [arc % 128]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) {
      group.unshift((left % 128) | 0x80)
    }
    octets.push(...group)
  }
  return tlv(TAG.oid, new Uint8Array(octets))
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Whether both hold the same bytes. Not for comparing secrets: its time depends on them. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && compareBytes(a, b) === 0
}
