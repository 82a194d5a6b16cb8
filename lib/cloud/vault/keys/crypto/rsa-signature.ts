import { constants, createHash, type KeyObject, publicDecrypt, randomBytes } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import type { HashName } from './algorithms.ts'
import { rsaPrivate } from './rsa-private.ts'

/*
 * RSA signatures over a digest that the caller made (RFC 8017). node:crypto hashes before it signs,
 * so the padding is made here and the raw operation is asked for.
 */

/** DER of DigestInfo up to the digest: RFC 8017 section 9.2, note 1. */
const digestInfo: Readonly<Record<HashName, Buffer>> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
}

/** PKCS #1 v1.5. Without a hash the bytes are padded as they are. */
export function signPkcs1(
  key: KeyObject,
  hash: HashName | null,
  value: Uint8Array,
): Promise<Buffer> {
  return sign(key, constants.RSA_PKCS1_PADDING, content(hash, value))
}

export function verifyPkcs1(
  key: KeyObject,
  hash: HashName | null,
  value: Uint8Array,
  signature: Uint8Array,
): boolean {
  const padded = recover(key, constants.RSA_PKCS1_PADDING, signature)
  return padded?.equals(content(hash, value)) ?? false
}

function content(hash: HashName | null, value: Uint8Array): Buffer {
  return Buffer.concat(hash === null ? [value] : [digestInfo[hash], value])
}

/** Bytes that PKCS #1 v1.5 padding takes at least: RFC 8017 section 9.2. */
export const pkcs1Overhead = 11

/** PSS with a salt as long as the hash, as the service makes them. @param size bytes of the modulus */
export function signPss(
  key: KeyObject,
  size: number,
  hash: HashName,
  digest: Uint8Array,
): Promise<Buffer> {
  const salt = randomBytes(digest.length)
  const seal = sealOf(hash, digest, salt)
  const mask = mgf1(hash, seal, size - seal.length - 1)
  const block = Buffer.alloc(mask.length)
  block[block.length - salt.length - 1] = 1
  salt.copy(block, block.length - salt.length)
  const masked = xor(block, mask)
  // The modulus has a multiple of 8 bits, and the padding is one bit shorter.
  masked[0] = (masked[0] ?? 0) & 0x7f
  const padded = Buffer.concat([masked, seal, Buffer.of(0xbc)])
  return sign(key, constants.RSA_NO_PADDING, padded)
}

export function verifyPss(
  key: KeyObject,
  hash: HashName,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const padded = recover(key, constants.RSA_NO_PADDING, signature)
  if (padded?.at(-1) !== 0xbc || ((padded[0] ?? 0) & 0x80) !== 0) return false
  const at = padded.length - digest.length - 1
  const seal = padded.subarray(at, -1)
  const block = xor(padded.subarray(0, at), mgf1(hash, seal, at))
  block[0] = (block[0] ?? 0) & 0x7f
  const start = block.length - digest.length - 1
  if (block[start] !== 1 || block.subarray(0, start).some((byte) => byte !== 0)) return false
  return sealOf(hash, digest, block.subarray(start + 1)).equals(seal)
}

async function sign(key: KeyObject, padding: number, data: Buffer): Promise<Buffer> {
  const signature = await rsaPrivate({ operation: 'sign', key, padding, data })
  invariant(signature, 'the data has the length that the padding asks for')
  return signature
}

/** The hash over eight zeros, digest and salt: RFC 8017 section 9.1.1, step 6. */
function sealOf(hash: HashName, digest: Uint8Array, salt: Uint8Array): Buffer {
  return createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest()
}

/** RFC 8017 appendix B.2.1. */
function mgf1(hash: HashName, seed: Uint8Array, length: number): Buffer {
  const blocks: Buffer[] = []
  for (let at = 0, counter = 0; at < length; counter += 1) {
    const number = Buffer.alloc(4)
    number.writeUInt32BE(counter)
    const block = createHash(hash).update(seed).update(number).digest()
    blocks.push(block)
    at += block.length
  }
  return Buffer.concat(blocks).subarray(0, length)
}

function xor(a: Uint8Array, b: Uint8Array): Buffer {
  return Buffer.from(a.map((byte, at) => byte ^ (b[at] ?? 0)))
}

/** What was signed; null when the bytes are no signature at all. */
function recover(key: KeyObject, padding: number, signature: Uint8Array): Buffer | null {
  try {
    return publicDecrypt({ key, padding }, signature)
  } catch {
    return null
  }
}
