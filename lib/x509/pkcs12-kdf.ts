import { hmac } from '@noble/hashes/hmac.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'

/** Hashes that PKCS#12 files name, by object identifier; `block` is the block length in octets. */
const HASHES = {
  '1.3.14.3.2.26': { hash: sha1, block: 64 },
  '2.16.840.1.101.3.4.2.4': { hash: sha224, block: 64 },
  '2.16.840.1.101.3.4.2.1': { hash: sha256, block: 64 },
  '2.16.840.1.101.3.4.2.2': { hash: sha384, block: 128 },
  '2.16.840.1.101.3.4.2.3': { hash: sha512, block: 128 },
} as const
export type Pkcs12Hash = keyof typeof HASHES

export const SHA1_OID = '1.3.14.3.2.26'
export const SHA256_OID = '2.16.840.1.101.3.4.2.1'

export function isPkcs12Hash(oid: string): oid is Pkcs12Hash {
  return Object.hasOwn(HASHES, oid)
}

/** What the derived bytes are for (RFC 7292 appendix B.3). */
export const PURPOSE = { key: 1, iv: 2, mac: 3 } as const

export interface Pkcs12Kdf {
  readonly hash: Pkcs12Hash
  /** The password as RFC 7292 wants it, see `passwordForms`. */
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: number
  readonly purpose: number
  /** Octets wanted. */
  readonly length: number
}

/**
 * Derives a key from a password as PKCS#12 did before PBES2 (RFC 7292 appendix B.2). Computes on the calling thread,
 * about 2 microseconds a round: check the number of iterations before.
 */
export function pkcs12Kdf(options: Pkcs12Kdf): Uint8Array<ArrayBuffer> {
  const { hash, block } = HASHES[options.hash]
  const diversifier = new Uint8Array(block).fill(options.purpose)
  const salt = repeatToBlock(options.salt, block)
  const password = repeatToBlock(options.password, block)
  const input = new Uint8Array(salt.length + password.length)
  input.set(salt)
  input.set(password, salt.length)

  const out = new Uint8Array(options.length)
  for (let at = 0; at < out.length; ) {
    let digest: Uint8Array = hash.create().update(diversifier).update(input).digest()
    for (let round = 1; round < options.iterations; round++) digest = hash(digest)
    out.set(digest.subarray(0, out.length - at), at)
    at += digest.length
    const addend = repeatToBlock(digest, block).subarray(0, block)
    for (let start = 0; start < input.length; start += block) {
      addPlusOne(input.subarray(start, start + block), addend)
    }
  }
  return out
}

/** The MAC of a PKCS#12 file over the content of its `authSafe` (RFC 7292 section 4). */
export function pkcs12Mac(
  options: Omit<Pkcs12Kdf, 'purpose' | 'length'>,
  content: Uint8Array,
): Uint8Array {
  const { hash } = HASHES[options.hash]
  const key = pkcs12Kdf({ ...options, purpose: PURPOSE.mac, length: hash.outputLen })
  return hmac(hash, key, content)
}

/**
 * UTF-16 with a closing zero character. For no password there are two ways in the field: just the closing zero, or
 * nothing at all; readers try both.
 */
export function passwordForms(password: string): Uint8Array[] {
  const bytes = new Uint8Array(2 * password.length + 2)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < password.length; at++) view.setUint16(2 * at, password.charCodeAt(at))
  return password === '' ? [bytes, new Uint8Array()] : [bytes]
}

/** Repeats bytes to a whole number of blocks; nothing stays nothing. */
function repeatToBlock(bytes: Uint8Array, block: number): Uint8Array {
  const repeated = new Uint8Array(block * Math.ceil(bytes.length / block))
  for (let at = 0; at < repeated.length; at++) repeated[at] = bytes[at % bytes.length] ?? 0
  return repeated
}

/** `target = target + addend + 1` as big-endian numbers, the carry at the top dropped. */
function addPlusOne(target: Uint8Array, addend: Uint8Array): void {
  let carry = 1
  for (let at = target.length - 1; at >= 0; at--) {
    carry += (target[at] ?? 0) + (addend[at] ?? 0)
    target[at] = carry & 0xff
    carry >>= 8
  }
}
