import { createHmac, timingSafeEqual } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import { badParameter } from '../../errors.ts'
import { base64Url } from '../../wire/base64.ts'
import { maySign, mayVerify } from '../rights.ts'
import { requiredBytes, requiredString } from '../wire-bytes.ts'
import { checkFit, type HashName, type SignatureScheme, signatureScheme } from './algorithms.ts'
import { signDigest, verifyDigest } from './ecdsa.ts'
import type { OpenedKey } from './opened-keys.ts'
import { cryptoOperations } from './operation.ts'
import { pkcs1Overhead, signPkcs1, signPss, verifyPkcs1, verifyPss } from './rsa-signature.ts'
import { usableKey } from './use-key.ts'

const digestBytes: Readonly<Record<HashName, number>> = { sha256: 32, sha384: 48, sha512: 64 }

export const signOperations = cryptoOperations({
  name: 'KeySign',
  segment: 'sign',
  right: maySign,
  latest: true,
  async run(call) {
    const alg = requiredString(call.body, 'alg')
    const scheme = signatureScheme(alg)
    const value = requiredBytes(call.body, 'value')
    const key = usableKey(call, 'sign')
    checkFit(scheme, key, { alg, kind: 'signing' })
    checkDigest(scheme, alg, 'value', value, key.opened)
    const signature = await sign(scheme, key.opened, value)
    return {
      body: { kid: key.kid, value: base64Url(signature) },
      audit: { ...key.audit, algorithm: alg },
    }
  },
})

export const verifyOperations = cryptoOperations({
  name: 'KeyVerify',
  segment: 'verify',
  right: mayVerify,
  latest: true,
  async run(call) {
    const alg = requiredString(call.body, 'alg')
    const scheme = signatureScheme(alg)
    const digest = requiredBytes(call.body, 'digest')
    const signature = requiredBytes(call.body, 'value')
    const key = usableKey(call, 'verify')
    checkFit(scheme, key, { alg, kind: 'signing' })
    checkDigest(scheme, alg, 'digest', digest, key.opened)
    return {
      body: { value: verify(scheme, key.opened, digest, signature) },
      audit: { ...key.audit, algorithm: alg },
    }
  },
})

/** The sentence is the service's (azure-cli issue 28027). */
function checkDigest(
  scheme: SignatureScheme,
  alg: string,
  member: string,
  digest: Buffer,
  key: OpenedKey,
): void {
  if ('hash' in scheme) {
    const wanted = digestBytes[scheme.hash]
    if (digest.length === wanted) return
    throw badParameter(
      `Invalid length of '${member}': ${digest.length} bytes. ${alg} requires ${wanted} bytes, encoded with base64url.`,
    )
  }
  const room = key.family === 'RSA' ? key.bits / 8 - pkcs1Overhead : 0
  if (digest.length > room) {
    throw badParameter(
      `Invalid length of '${member}': ${digest.length} bytes. ${alg} takes at most ${room} bytes, encoded with base64url.`,
    )
  }
}

async function sign(scheme: SignatureScheme, key: OpenedKey, digest: Buffer): Promise<Buffer> {
  if (scheme.family === 'EC') {
    invariant(key.family === 'EC', 'the algorithm fits the key')
    return signDigest(key, digest)
  }
  if (scheme.family === 'oct') {
    return hmac(scheme.hash, key, digest)
  }
  invariant(key.family === 'RSA', 'the algorithm fits the key')
  if (scheme.padding === 'pss') {
    return signPss(key.privateKey, key.bits / 8, scheme.hash, digest)
  }
  return signPkcs1(key.privateKey, scheme.padding === 'none' ? null : scheme.hash, digest)
}

function hmac(hash: HashName, key: OpenedKey, digest: Buffer): Buffer {
  invariant(key.family === 'oct', 'the algorithm fits the key')
  return createHmac(hash, key.secret).update(digest).digest()
}

function verify(
  scheme: SignatureScheme,
  key: OpenedKey,
  digest: Buffer,
  signature: Buffer,
): boolean {
  if (scheme.family === 'EC') return key.family === 'EC' && verifyDigest(key, digest, signature)
  if (scheme.family === 'oct') {
    const expected = hmac(scheme.hash, key, digest)
    return expected.length === signature.length && timingSafeEqual(expected, signature)
  }
  invariant(key.family === 'RSA', 'the algorithm fits the key')
  if (signature.length !== key.bits / 8) return false
  if (scheme.padding === 'pss') return verifyPss(key.publicKey, scheme.hash, digest, signature)
  const hash = scheme.padding === 'none' ? null : scheme.hash
  return verifyPkcs1(key.publicKey, hash, digest, signature)
}
