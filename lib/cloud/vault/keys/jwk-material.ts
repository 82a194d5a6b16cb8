import {
  checkPrime,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { badParameter, invalidProperty } from '../errors.ts'
import { publicJwk } from '../issue/key-pair.ts'
import type { JsonObject } from '../json.ts'
import { optionalString } from '../json.ts'
import type { Curve } from '../policy/model.ts'
import { base64Url } from '../wire/base64.ts'
import { coordinateSize, isPairOf, toBytes, toInteger } from './crypto/ecdsa.ts'
import { isCurve, isHsm, isRsaSize, type KeyType } from './key-type.ts'
import { type KeyMaterial, octMaterial } from './material.ts'
import { requiredBytes } from './wire-bytes.ts'

const isPrime: (candidate: bigint) => Promise<boolean> = promisify(checkPrime)

/** Bytes of the largest number of an RSA key of 4096 bits: longer ones are not computed with. */
const maxNumberBytes = 512
/** OpenSSL takes no longer public exponent from a large key. */
const maxExponentBytes = 8

/**
 * Reads the private key of a JWK (RFC 7517, RFC 7518 section 6) and checks that its numbers belong
 * together: a key that signs wrongly, or that shows another public key, is refused now and not in use.
 *
 * @throws VaultError 400
 */
export async function readJwkMaterial(jwk: JsonObject, kty: KeyType): Promise<KeyMaterial> {
  switch (kty) {
    case 'RSA':
    case 'RSA-HSM':
      return asymmetric(await readRsa(jwk), kty)
    case 'EC':
    case 'EC-HSM':
      return asymmetric(readEc(jwk), kty)
    case 'oct-HSM': {
      const secret = requiredBytes(jwk, 'k')
      if (![16, 24, 32].includes(secret.length)) throw invalidProperty()
      return octMaterial(secret)
    }
  }
}

function asymmetric(privateKey: KeyObject, kty: KeyType): KeyMaterial {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return {
    publicJwk: publicJwk(spki, isHsm(kty)),
    keySize: null,
    secret: privateKey.export({ type: 'pkcs8', format: 'der' }),
  }
}

async function readRsa(jwk: JsonObject): Promise<KeyObject> {
  const n = number(jwk, 'n')
  const e = number(jwk, 'e')
  const d = number(jwk, 'd')
  const p = number(jwk, 'p')
  const q = number(jwk, 'q')
  const dp = number(jwk, 'dp')
  const dq = number(jwk, 'dq')
  const qi = number(jwk, 'qi')
  if (!isRsaSize(n.toString(2).length)) throw invalidProperty()
  const whole =
    p > 1n &&
    q > 1n &&
    p !== q &&
    p * q === n &&
    e > 1n &&
    e < 1n << BigInt(8 * maxExponentBytes) &&
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    d < n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (qi * q) % p === 1n &&
    qi < p
  if (!whole || !(await isPrime(p)) || !(await isPrime(q))) throw inconsistent()
  return load({
    kty: 'RSA',
    n: text(n),
    e: text(e),
    d: text(d),
    p: text(p),
    q: text(q),
    dp: text(dp),
    dq: text(dq),
    qi: text(qi),
  })
}

function readEc(jwk: JsonObject): KeyObject {
  const crv = readCurve(jwk)
  const size = coordinateSize(crv)
  const [x, y, d] = [number(jwk, 'x', size), number(jwk, 'y', size), number(jwk, 'd', size)]
  if (!isPairOf({ crv, x, y }, d)) throw inconsistent()
  const part = (value: bigint) => base64Url(toBytes(value, size))
  const name = crv === 'P-256K' ? 'secp256k1' : crv
  return load({ kty: 'EC', crv: name, x: part(x), y: part(y), d: part(d) })
}

/** `SECP256K1` is what P-256K was called in previews; clients still send it. */
function readCurve(jwk: JsonObject): Curve {
  const crv = optionalString(jwk, 'crv') ?? ''
  const curve = crv.toLowerCase() === 'secp256k1' ? 'P-256K' : crv
  if (!isCurve(curve)) throw invalidProperty()
  return curve
}

function number(jwk: JsonObject, member: string, maxBytes = maxNumberBytes): bigint {
  const bytes = requiredBytes(jwk, member)
  if (bytes.length > maxBytes + 1) throw invalidProperty()
  return toInteger(bytes)
}

function text(value: bigint): string {
  return base64Url(toBytes(value, Math.ceil(value.toString(16).length / 2)))
}

function load(jwk: JsonWebKey): KeyObject {
  try {
    return createPrivateKey({ key: jwk, format: 'jwk' })
  } catch {
    throw inconsistent()
  }
}

function inconsistent(): Error {
  return badParameter('The specified key is not valid: its numbers do not belong together.')
}
