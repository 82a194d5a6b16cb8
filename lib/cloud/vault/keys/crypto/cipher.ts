import {
  constants,
  createCipheriv,
  createDecipheriv,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { badParameter } from '../../errors.ts'
import type { CipherScheme, WrapScheme } from './algorithms.ts'
import { rsaPrivate } from './rsa-private.ts'

/** What goes in or comes out, with the parts that AES modes have besides. */
export interface CipherText {
  value: Buffer
  iv?: Buffer | undefined
  aad?: Buffer | undefined
  tag?: Buffer | undefined
}

/** The service's words for content that a key does not take (recorded traffic names no member). */
export function incorrectParameter(): Error {
  return badParameter('The parameter is incorrect.\r\n')
}

type RsaScheme = Extract<CipherScheme, { family: 'RSA' }>

function rsaOptions(scheme: RsaScheme, key: KeyObject) {
  if (scheme.padding === 'pkcs1') return { key, padding: constants.RSA_PKCS1_PADDING }
  const oaepHash = scheme.padding === 'oaep-sha1' ? 'sha1' : 'sha256'
  return { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash }
}

export function rsaEncrypt(scheme: RsaScheme, key: KeyObject, plain: Uint8Array): Buffer {
  return orIncorrect(() => publicEncrypt(rsaOptions(scheme, key), plain))
}

/** A PKCS #1 v1.5 padding that is wrong gives random bytes, as OpenSSL has it, and no error. */
export async function rsaDecrypt(
  scheme: RsaScheme,
  key: KeyObject,
  data: Uint8Array,
): Promise<Buffer> {
  const plain = await rsaPrivate({ operation: 'decrypt', ...rsaOptions(scheme, key), data })
  if (!plain) throw incorrectParameter()
  return plain
}

type AesScheme = Extract<CipherScheme, { family: 'oct' }>

const gcmIvBytes = 12
const gcmTagBytes = 16
const blockBytes = 16

/** GCM takes no initialization vector: the key's owner makes a fresh one, so that none repeats. */
export function aesEncrypt(scheme: AesScheme, key: KeyObject, plain: CipherText): CipherText {
  if (scheme.mode === 'gcm') {
    const iv = randomBytes(gcmIvBytes)
    const cipher = createCipheriv(`aes-${aesBits(scheme)}-gcm`, key, iv)
    if (plain.aad) cipher.setAAD(plain.aad)
    const value = Buffer.concat([cipher.update(plain.value), cipher.final()])
    return { value, iv, tag: cipher.getAuthTag(), aad: plain.aad }
  }
  const iv = blockIv(plain.iv)
  return orIncorrect(() => {
    const cipher = createCipheriv(`aes-${scheme.bits}-cbc`, key, iv)
    cipher.setAutoPadding(scheme.mode === 'cbcpad')
    return { value: Buffer.concat([cipher.update(plain.value), cipher.final()]), iv }
  })
}

export function aesDecrypt(scheme: AesScheme, key: KeyObject, cipher: CipherText): Buffer {
  if (scheme.mode === 'gcm') {
    const { iv, tag, aad } = cipher
    if (iv?.length !== gcmIvBytes || tag?.length !== gcmTagBytes) throw incorrectParameter()
    return orIncorrect(() => {
      const decipher = createDecipheriv(`aes-${aesBits(scheme)}-gcm`, key, iv)
      if (aad) decipher.setAAD(aad)
      decipher.setAuthTag(tag)
      return Buffer.concat([decipher.update(cipher.value), decipher.final()])
    })
  }
  const iv = blockIv(cipher.iv)
  return orIncorrect(() => {
    const decipher = createDecipheriv(`aes-${scheme.bits}-cbc`, key, iv)
    decipher.setAutoPadding(scheme.mode === 'cbcpad')
    return Buffer.concat([decipher.update(cipher.value), decipher.final()])
  })
}

/** The types of node:crypto know GCM by its three names only. */
function aesBits(scheme: AesScheme): 128 | 192 | 256 {
  if (scheme.bits === 128) return 128
  return scheme.bits === 192 ? 192 : 256
}

function blockIv(iv: Buffer | undefined): Buffer {
  if (iv?.length !== blockBytes) throw incorrectParameter()
  return iv
}

type KeyWrapScheme = Extract<WrapScheme, { family: 'oct' }>

/** Initial values: RFC 3394 section 2.2.3.1 and RFC 5649 section 3. */
const initial = { kw: Buffer.alloc(8, 0xa6), kwp: Buffer.from('a65959a6', 'hex') }

export function aesWrap(mode: KeyWrapScheme['mode'], key: KeyObject, plain: Uint8Array): Buffer {
  return orIncorrect(() => {
    const cipher = createCipheriv(wrapName(mode, key), key, initial[mode])
    return Buffer.concat([cipher.update(plain), cipher.final()])
  })
}

export function aesUnwrap(
  mode: KeyWrapScheme['mode'],
  key: KeyObject,
  wrapped: Uint8Array,
): Buffer {
  return orIncorrect(() => {
    const decipher = createDecipheriv(wrapName(mode, key), key, initial[mode])
    return Buffer.concat([decipher.update(wrapped), decipher.final()])
  })
}

function wrapName(mode: KeyWrapScheme['mode'], key: KeyObject): string {
  return `id-aes${(key.symmetricKeySize ?? 0) * 8}-wrap${mode === 'kwp' ? '-pad' : ''}`
}

function orIncorrect<T>(run: () => T): T {
  try {
    return run()
  } catch {
    throw incorrectParameter()
  }
}
