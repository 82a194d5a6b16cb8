import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto'
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { invariant } from '#lib/base/invariant.ts'
import type { Signing } from '#lib/x509/issue.ts'
import type { SignatureAlgorithm } from '#lib/x509/signature.ts'
import type { Curve, KeyProps } from '../policy/model.ts'
import { createLimiter } from './limiter.ts'

/** A private key with both halves as DER. */
export interface KeyPair {
  privateKey: KeyObject
  pkcs8: Uint8Array
  /** SubjectPublicKeyInfo. */
  spki: Uint8Array
}

const generate = promisify(generateKeyPair)
const sign = promisify(signBytes)

/**
 * Making RSA keys fills libuv's pool of four threads, and signatures wait in the same queue. Fewer
 * at a time than there are threads keeps one free; more than there are cores would gain nothing.
 */
const rsaTurns = createLimiter(Math.min(3, availableParallelism()))

/** What a pair is made by. HSM protection is simulated: such a key is made like any other. */
export type PairSpec =
  | { kty: 'RSA' | 'RSA-HSM'; key_size: number }
  | { kty: 'EC' | 'EC-HSM'; crv: Curve }

/** Makes a key of the policy's kind, off the main thread. */
export async function generateKey(props: PairSpec): Promise<KeyPair> {
  const { privateKey, publicKey } =
    'crv' in props
      ? await generate('ec', { namedCurve: opensslCurve(props.crv) })
      : await rsaTurns.run(() =>
          generate('rsa', { modulusLength: props.key_size, publicExponent: 0x10001 }),
        )
  return {
    privateKey,
    pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }),
    spki: publicKey.export({ type: 'spki', format: 'der' }),
  }
}

/** Loads a key that was stored as PKCS#8. */
export function loadKey(pkcs8: Uint8Array): KeyPair {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return { privateKey, pkcs8, spki }
}

/** Whether a stored key is of the kind that a policy asks for, so that `reuse_key` can keep it. */
export function fitsPolicy(pair: KeyPair, props: KeyProps): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = pair.privateKey
  if (!('crv' in props)) return type === 'rsa' && details?.modulusLength === props.key_size
  return type === 'ec' && details?.namedCurve === opensslCurve(props.crv)
}

/** How a certificate or a request is signed with this key: the hash goes with the curve. */
export function signingWith(pair: KeyPair): Signing {
  const details = pair.privateKey.asymmetricKeyDetails
  if (pair.privateKey.asymmetricKeyType === 'rsa') {
    return {
      signatureAlgorithm: 'RS256',
      // In the thread pool: a signature of RSA 4096 takes milliseconds.
      sign: (bytes) => sign('sha256', bytes, pair.privateKey),
    }
  }
  const [signatureAlgorithm, hash] = ecSignature(details?.namedCurve ?? '')
  const key = { key: pair.privateKey, dsaEncoding: 'ieee-p1363' } as const
  return { signatureAlgorithm, sign: async (bytes) => signBytes(hash, bytes, key) }
}

/**
 * The public JWK members in JSON, in the order of the service's answers.
 * @param hsm whether the type is `RSA-HSM` or `EC-HSM`
 */
export function publicJwk(spki: Uint8Array, hsm = false): string {
  const suffix = hsm ? '-HSM' : ''
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' })
  const jwk = key.export({ format: 'jwk' })
  if (jwk.kty === 'RSA') return JSON.stringify({ kty: `RSA${suffix}`, n: jwk.n, e: jwk.e })
  const crv = jwk.crv === 'secp256k1' ? 'P-256K' : jwk.crv
  return JSON.stringify({ kty: `EC${suffix}`, crv, x: jwk.x, y: jwk.y })
}

const curves: Readonly<Record<Curve, string>> = {
  'P-256': 'prime256v1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  'P-256K': 'secp256k1',
}

/** The curve's name in OpenSSL. */
export function opensslCurve(curve: Curve): string {
  return curves[curve]
}

/** RFC 5480 section 4: a hash as strong as the curve. */
function ecSignature(curve: string): [SignatureAlgorithm, string] {
  switch (curve) {
    case 'prime256v1':
      return ['ES256', 'sha256']
    case 'secp384r1':
      return ['ES384', 'sha384']
    case 'secp521r1':
      return ['ES512', 'sha512']
    default:
      invariant(curve === 'secp256k1', `curve ${curve} is one that keys are made on`)
      return ['ES256K', 'sha256']
  }
}
