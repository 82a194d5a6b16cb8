import { toHex } from '#lib/base/encodings.ts'

/**
 * The public point of a secp256k1 private key, for `P-256K` keys in imported files: WebCrypto does
 * not know this curve. Parameters: SEC 2 version 2, section 2.4.1.
 */

const P = 2n ** 256n - 2n ** 32n - 977n
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const GX = 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n
const GY = 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n

/** Jacobian coordinates: x = X / Z², y = Y / Z³; Z = 0 is the point at infinity. */
type Point = readonly [x: bigint, y: bigint, z: bigint]

/** `04 ‖ X ‖ Y` for a private key of 32 bytes, or null when it is zero or not below the order. */
export function secp256k1PublicPoint(privateKey: Uint8Array): Uint8Array | null {
  const scalar = BigInt(`0x0${toHex(privateKey)}`)
  if (privateKey.length !== 32 || scalar === 0n || scalar >= N) return null
  // A Montgomery ladder: both steps are taken for each bit, whatever the bit.
  let low: Point = [1n, 1n, 0n]
  let high: Point = [GX, GY, 1n]
  for (let bit = 255n; bit >= 0n; bit--) {
    const sum = add(low, high)
    if ((scalar >> bit) & 1n) {
      low = sum
      high = double(high)
    } else {
      high = sum
      low = double(low)
    }
  }
  const [x, y, z] = low
  const inverse = power(z, P - 2n)
  const square = mod(inverse * inverse)
  const point = new Uint8Array(65)
  point[0] = 4
  writeNumber(point.subarray(1, 33), mod(x * square))
  writeNumber(point.subarray(33), mod(y * square * inverse))
  return point
}

/** https://www.hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html#doubling-dbl-2009-l */
function double([x, y, z]: Point): Point {
  const a = mod(x * x)
  const b = mod(y * y)
  const c = mod(b * b)
  const d = mod(2n * ((x + b) * (x + b) - a - c))
  const e = 3n * a
  const nextX = mod(e * e - 2n * d)
  return [nextX, mod(e * (d - nextX) - 8n * c), mod(2n * y * z)]
}

/** https://www.hyperelliptic.org/EFD/g1p/auto-shortw-jacobian-0.html#addition-add-2007-bl */
function add(left: Point, right: Point): Point {
  const [x1, y1, z1] = left
  const [x2, y2, z2] = right
  if (z1 === 0n) return right
  if (z2 === 0n) return left
  const z1z1 = mod(z1 * z1)
  const z2z2 = mod(z2 * z2)
  const u1 = mod(x1 * z2z2)
  const s1 = mod(y1 * z2 * z2z2)
  const h = mod(x2 * z1z1 - u1)
  const r = mod(2n * (y2 * z1 * z1z1 - s1))
  if (h === 0n) return r === 0n ? double(left) : [1n, 1n, 0n]
  const i = mod(4n * h * h)
  const j = mod(h * i)
  const v = mod(u1 * i)
  const x3 = mod(r * r - j - 2n * v)
  return [x3, mod(r * (v - x3) - 2n * s1 * j), mod(2n * z1 * z2 * h)]
}

function mod(value: bigint): bigint {
  const rest = value % P
  return rest < 0n ? rest + P : rest
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  let square = base
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = mod(result * square)
    square = mod(square * square)
  }
  return result
}

function writeNumber(target: Uint8Array, value: bigint): void {
  let rest = value
  for (let at = target.length - 1; at >= 0; at--) {
    target[at] = Number(rest & 0xffn)
    rest >>= 8n
  }
}
