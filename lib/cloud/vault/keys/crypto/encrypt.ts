import { invariant } from '#lib/base/invariant.ts'
import type { VaultCall } from '../../call.ts'
import { base64Url } from '../../wire/base64.ts'
import { mayDecrypt, mayEncrypt, mayUnwrap, mayWrap } from '../rights.ts'
import { optionalBytes, requiredBytes, requiredString } from '../wire-bytes.ts'
import { checkFit, cipherScheme, wrapScheme } from './algorithms.ts'
import {
  aesDecrypt,
  aesEncrypt,
  aesUnwrap,
  aesWrap,
  type CipherText,
  rsaDecrypt,
  rsaEncrypt,
} from './cipher.ts'
import { type CryptoResult, cryptoOperations } from './operation.ts'
import { type KeyUse, usableKey } from './use-key.ts'

export const encryptOperations = cryptoOperations({
  name: 'KeyEncrypt',
  segment: 'encrypt',
  right: mayEncrypt,
  latest: true,
  async run(call) {
    const { scheme, given, opened, answer } = use(call, 'encrypt', cipherScheme)
    if (scheme.family === 'oct') {
      invariant(opened.family === 'oct', fits)
      return answer(aesEncrypt(scheme, opened.secret, given))
    }
    invariant(opened.family === 'RSA', fits)
    return answer({ value: rsaEncrypt(scheme, opened.publicKey, given.value) })
  },
})

export const decryptOperations = cryptoOperations({
  name: 'KeyDecrypt',
  segment: 'decrypt',
  right: mayDecrypt,
  latest: false,
  async run(call) {
    const { scheme, given, opened, answer } = use(call, 'decrypt', cipherScheme)
    if (scheme.family === 'oct') {
      invariant(opened.family === 'oct', fits)
      return answer({ value: aesDecrypt(scheme, opened.secret, given) })
    }
    invariant(opened.family === 'RSA', fits)
    return answer({ value: await rsaDecrypt(scheme, opened.privateKey, given.value) })
  },
})

export const wrapOperations = cryptoOperations({
  name: 'KeyWrap',
  segment: 'wrapkey',
  right: mayWrap,
  latest: true,
  async run(call) {
    const { scheme, given, opened, answer } = use(call, 'wrapKey', wrapScheme)
    if (scheme.family === 'oct') {
      invariant(opened.family === 'oct', fits)
      return answer({ value: aesWrap(scheme.mode, opened.secret, given.value) })
    }
    invariant(opened.family === 'RSA', fits)
    return answer({ value: rsaEncrypt(scheme, opened.publicKey, given.value) })
  },
})

export const unwrapOperations = cryptoOperations({
  name: 'KeyUnwrap',
  segment: 'unwrapkey',
  right: mayUnwrap,
  latest: false,
  async run(call) {
    const { scheme, given, opened, answer } = use(call, 'unwrapKey', wrapScheme)
    if (scheme.family === 'oct') {
      invariant(opened.family === 'oct', fits)
      return answer({ value: aesUnwrap(scheme.mode, opened.secret, given.value) })
    }
    invariant(opened.family === 'RSA', fits)
    return answer({ value: await rsaDecrypt(scheme, opened.privateKey, given.value) })
  },
})

const fits = 'the algorithm fits the key'

/** What the four have in common: the body, the key, whether they fit, and the form of the answer. */
function use<Scheme extends Parameters<typeof checkFit>[0]>(
  call: VaultCall,
  keyUse: KeyUse,
  schemeOf: (alg: string) => Scheme,
) {
  const alg = requiredString(call.body, 'alg')
  const scheme = schemeOf(alg)
  const given: CipherText = {
    value: requiredBytes(call.body, 'value'),
    iv: optionalBytes(call.body, 'iv'),
    aad: optionalBytes(call.body, 'aad'),
    tag: optionalBytes(call.body, 'tag'),
  }
  const key = usableKey(call, keyUse)
  checkFit(scheme, key, { alg, kind: 'encryption' })
  const answer = (result: CipherText): CryptoResult => ({
    body: {
      kid: key.kid,
      value: base64Url(result.value),
      ...(result.iv ? { iv: base64Url(result.iv) } : {}),
      ...(result.tag ? { tag: base64Url(result.tag) } : {}),
      ...(result.aad ? { aad: base64Url(result.aad) } : {}),
    },
    audit: { ...key.audit, algorithm: alg },
  })
  return { scheme, given, opened: key.opened, answer }
}
