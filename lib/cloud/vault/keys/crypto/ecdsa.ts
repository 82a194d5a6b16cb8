import { createECDH } from 'node:crypto'
import { opensslCurve } from '../../issue/key-pair.ts'
import type { Curve } from '../../policy/model.ts'

/*
 * ECDSA over a digest that the caller made (FIPS 186-5 section 6.4). node:crypto hashes before it
 * signs and cannot be told not to, but its ECDH does the costly part, multiplying points; what is
 * left is arithmetic modulo the order. That part does not run in constant time.
 */

interface Domain {
  /** Bytes of a coordinate, and of each half of a signature. */
  size: number
  /** The field's prime, the coefficient `a`, and the order of the base point. */
  p: bigint
  a: bigint
  n: bigint
}

/** SEC 2 version 2, sections 2.4.1, 2.4.2, 2.5.1 and 2.6.1. All have cofactor 1. */
const domains: Readonly<Record<Curve, Domain>> = {
  'P-256': nist(
    32,
    2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  ),
  'P-384': nist(
    48,
    2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  ),
  'P-521': nist(
    66,
    2n ** 521n - 1n,
    2n ** 521n - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7n,
  ),
  'P-256K': {
    size: 32,
    p: 2n ** 256n - 2n ** 32n - 977n,
    a: 0n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
}

function nist(size: number, p: bigint, n: bigint): Domain {
  return { size, p, a: p - 3n, n }
}

export interface EcPublicKey {
  crv: Curve
  x: bigint
  y: bigint
}

/** Signs a digest. The result is `r` and `s`, each as long as a coordinate. */
export function signDigest(key: { crv: Curve; d: bigint }, digest: Uint8Array): Buffer {
  const { n, size } = domains[key.crv]
  const ephemeral = createECDH(opensslCurve(key.crv))
  for (;;) {
    const point = ephemeral.generateKeys()
    const k = toInteger(ephemeral.getPrivateKey())
    const r = toInteger(point.subarray(1, 1 + size)) % n
    const s = (inverse(k, n) * ((toInteger(digest) + r * key.d) % n)) % n
    // Either is zero once in 2^256 times; the standard asks to try again.
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r, size), toBytes(s, size)])
  }
}

/**
 * Whether a signature is the key's. With `w = 1/s` the standard's point `(zw)G + (rw)Q` is
 * `(rw)((z/r)G + Q)`: one multiplication whose two coordinates are known, one addition, and one
 * multiplication of which only `x` is needed, which is what ECDH gives.
 */
export function verifyDigest(key: EcPublicKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const { n, size } = domains[key.crv]
  if (signature.length !== 2 * size) return false
  const r = toInteger(signature.subarray(0, size))
  const s = toInteger(signature.subarray(size))
  if (r === 0n || s === 0n || r >= n || s >= n) return false
  const sum = addToMultiple(key, (toInteger(digest) * inverse(r, n)) % n)
  if (!sum) return false
  const scalar = createECDH(opensslCurve(key.crv))
  scalar.setPrivateKey(toBytes((r * inverse(s, n)) % n, size))
  return toInteger(scalar.computeSecret(uncompressed(sum))) % n === r
}

/** Whether `d` is the private number of this public key. */
export function isPairOf(key: EcPublicKey, d: bigint): boolean {
  const { n } = domains[key.crv]
  if (d <= 0n || d >= n) return false
  const { x, y } = multiply(key.crv, d)
  return x === key.x && y === key.y
}

/** Bytes of a coordinate on the curve. */
export function coordinateSize(crv: Curve): number {
  return domains[crv].size
}

/** `Q + tG`; null for the point at infinity. */
function addToMultiple(q: EcPublicKey, t: bigint): EcPublicKey | null {
  if (t === 0n) return q
  const { p, a } = domains[q.crv]
  const g = multiply(q.crv, t)
  if (g.x === q.x && g.y !== q.y) return null
  const slope =
    g.x === q.x
      ? (3n * q.x * q.x + a) * inverse(2n * q.y, p)
      : (g.y - q.y) * inverse(modulo(g.x - q.x, p), p)
  const x = modulo(slope * slope - g.x - q.x, p)
  return { crv: q.crv, x, y: modulo(slope * (q.x - x) - q.y, p) }
}

function multiply(crv: Curve, scalar: bigint): { x: bigint; y: bigint } {
  const { size } = domains[crv]
  const ecdh = createECDH(opensslCurve(crv))
  ecdh.setPrivateKey(toBytes(scalar, size))
  const point = ecdh.getPublicKey()
  return { x: toInteger(point.subarray(1, 1 + size)), y: toInteger(point.subarray(1 + size)) }
}

function uncompressed(point: EcPublicKey): Buffer {
  const { size } = domains[point.crv]
  return Buffer.concat([Buffer.of(4), toBytes(point.x, size), toBytes(point.y, size)])
}

/** Extended Euclid. `value` and the modulus have no common factor. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [r, next] = [modulus, modulo(value, modulus)]
  let [t, nextT] = [0n, 1n]
  while (next !== 0n) {
    const quotient = r / next
    ;[r, next] = [next, r - quotient * next]
    ;[t, nextT] = [nextT, t - quotient * nextT]
  }
  return modulo(t, modulus)
}

function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus
  return rest < 0n ? rest + modulus : rest
}

/** The big-endian number of these bytes. */
export function toInteger(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
}

export function toBytes(value: bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex')
}
