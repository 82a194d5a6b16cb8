import { utf8 } from '#lib/base/encodings.ts'
import { type Asn1, expectTag, readOid, readSmallInteger, sequenceOf, TAG } from './der.ts'
import { type Der, integer, nullValue, octetString, oid, sequence } from './encode.ts'
import { malformed, X509Error } from './errors.ts'
import { MAX_KDF_ITERATIONS, MAX_KDF_ITERATIONS_OF_FILE } from './limits.ts'
import { PURPOSE, pkcs12Kdf, SHA1_OID } from './pkcs12-kdf.ts'

/** Password-based encryption in PKCS#12: PBES2 (RFC 8018) and the old schemes of RFC 7292 appendix C. */

const PBES2 = '1.2.840.113549.1.5.13'
const PBKDF2 = '1.2.840.113549.1.5.12'
const HMAC_SHA256 = '1.2.840.113549.2.9'
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'

/** RFC 8018 appendix B.1.2; the first is the default. */
const PRFS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'SHA-1',
  [HMAC_SHA256]: 'SHA-256',
  '1.2.840.113549.2.10': 'SHA-384',
  '1.2.840.113549.2.11': 'SHA-512',
}

type Cipher = { readonly name: 'AES' | '3DES' | 'RC2'; readonly key: number; readonly iv: number }

const PBES2_CIPHERS: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': { name: 'AES', key: 16, iv: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'AES', key: 24, iv: 16 },
  [AES_256_CBC]: { name: 'AES', key: 32, iv: 16 },
  '1.2.840.113549.3.7': { name: '3DES', key: 24, iv: 8 },
}

/** All with SHA-1. RC4 and two-key triple DES are left out: no known writer has them as its default. */
const PKCS12_CIPHERS: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.3': { name: '3DES', key: 24, iv: 8 },
  '1.2.840.113549.1.12.1.5': { name: 'RC2', key: 16, iv: 8 },
  '1.2.840.113549.1.12.1.6': { name: 'RC2', key: 5, iv: 8 },
}

/** Counts key-derivation rounds over a whole file, before any of them runs. */
export class KdfBudget {
  private left = MAX_KDF_ITERATIONS_OF_FILE

  spend(iterations: number): void {
    this.left -= iterations
    const most = iterations > MAX_KDF_ITERATIONS ? MAX_KDF_ITERATIONS : MAX_KDF_ITERATIONS_OF_FILE
    if (iterations > most || this.left < 0) {
      throw new X509Error(
        'too-expensive',
        `The file asks for more than ${most} rounds of key derivation.`,
      )
    }
  }
}

/** A decryption that has been read and paid for. Rejects when the password does not fit. */
export type Decryption = (ciphertext: Uint8Array, passwordForm: Uint8Array) => Promise<Uint8Array>

/** Reads an encryption AlgorithmIdentifier and charges its rounds. Throws `X509Error`. */
export function planDecryption(
  algorithm: Asn1 | undefined,
  password: string,
  budget: KdfBudget,
): Decryption {
  const [type, parameters] = sequenceOf(algorithm, 'encryption algorithm', 2)
  const typeOid = readOid(type, 'encryption algorithm')
  if (typeOid === PBES2) return planPbes2(parameters, password, budget)
  const cipher = PKCS12_CIPHERS[typeOid]
  if (!cipher) throw unsupported(typeOid)
  const { salt, iterations } = readKdf(parameters)
  budget.spend(iterations)
  return (ciphertext, passwordForm) => {
    const kdf = { hash: SHA1_OID, password: passwordForm, salt, iterations } as const
    const key = pkcs12Kdf({ ...kdf, purpose: PURPOSE.key, length: cipher.key })
    const iv = pkcs12Kdf({ ...kdf, purpose: PURPOSE.iv, length: cipher.iv })
    return decrypt(cipher, key, iv, ciphertext)
  }
}

function planPbes2(node: Asn1 | undefined, password: string, budget: KdfBudget): Decryption {
  const [kdf, scheme] = sequenceOf(node, 'encryption parameters', 2)
  const [kdfType, kdfParameters] = sequenceOf(kdf, 'key derivation', 2)
  const kdfOid = readOid(kdfType, 'key derivation')
  if (kdfOid !== PBKDF2) throw unsupported(kdfOid)
  const { salt, iterations, rest } = readKdf(kdfParameters)
  const prf = rest.find((part) => part.tag === TAG.sequence)
  const prfOid = prf ? readOid(prf.children[0], 'key derivation') : '1.2.840.113549.2.7'
  const hash = PRFS[prfOid]
  if (!hash) throw unsupported(prfOid)
  const [schemeType, iv] = sequenceOf(scheme, 'encryption scheme', 2)
  const cipherOid = readOid(schemeType, 'encryption scheme')
  const cipher = PBES2_CIPHERS[cipherOid]
  if (!cipher) throw unsupported(cipherOid)
  const vector = expectTag(iv, TAG.octetString, 'initialization vector').content
  if (vector.length !== cipher.iv) throw malformed('The initialization vector has a wrong length.')
  budget.spend(iterations)
  return async (ciphertext) => {
    const key = await pbkdf2({ password, hash, salt, iterations, length: cipher.key })
    return decrypt(cipher, key, vector, ciphertext)
  }
}

/** `salt` and `iterations` stand first in the parameters of every scheme here. */
function readKdf(node: Asn1 | undefined): {
  salt: Uint8Array
  iterations: number
  rest: readonly Asn1[]
} {
  const [salt, count, ...rest] = sequenceOf(node, 'key derivation parameters', 2)
  const iterations = readSmallInteger(count, 'number of iterations')
  if (iterations < 1) throw malformed('The number of iterations is zero.')
  return { salt: expectTag(salt, TAG.octetString, 'salt').content, iterations, rest }
}

function unsupported(algorithm: string): X509Error {
  return malformed(`The file uses an encryption that is not supported (${algorithm}).`)
}

async function pbkdf2(options: {
  password: string
  hash: string
  salt: Uint8Array
  iterations: number
  length: number
}): Promise<Uint8Array<ArrayBuffer>> {
  const { hash, salt, iterations, length } = options
  const secret = utf8(options.password)
  const key = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveBits'])
  const algorithm = { name: 'PBKDF2', hash, salt: new Uint8Array(salt), iterations }
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8))
}

/** CBC with PKCS#7 padding. Rejects with whatever the cipher says when the padding is wrong. */
async function decrypt(
  cipher: Cipher,
  key: Uint8Array<ArrayBuffer>,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Promise<Uint8Array> {
  if (ciphertext.length === 0 || ciphertext.length % cipher.iv !== 0) {
    throw malformed('The encrypted data has a wrong length.')
  }
  if (cipher.name !== 'AES') {
    const { decryptLegacy } = await import('./legacy-ciphers.ts')
    return decryptLegacy(cipher.name, key, iv, ciphertext)
  }
  const aes = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['decrypt'])
  const algorithm = { name: 'AES-CBC', iv: new Uint8Array(iv) }
  return new Uint8Array(await crypto.subtle.decrypt(algorithm, aes, new Uint8Array(ciphertext)))
}

/** Encrypts by PBES2 with AES-256-CBC and PBKDF2 over HMAC-SHA-256, which is openssl's default. */
export async function encryptPbes2(
  plain: Uint8Array,
  password: string,
  iterations: number,
): Promise<{ algorithm: Der; ciphertext: Uint8Array }> {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(16))
  const key = await pbkdf2({ password, hash: 'SHA-256', salt, iterations, length: 32 })
  const aes = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt'])
  const algorithm = { name: 'AES-CBC', iv }
  const ciphertext = await crypto.subtle.encrypt(algorithm, aes, new Uint8Array(plain))
  const prf = sequence(oid(HMAC_SHA256), nullValue())
  const kdf = sequence(oid(PBKDF2), sequence(octetString(salt), integer(iterations), prf))
  return {
    algorithm: sequence(oid(PBES2), sequence(kdf, sequence(oid(AES_256_CBC), octetString(iv)))),
    ciphertext: new Uint8Array(ciphertext),
  }
}
