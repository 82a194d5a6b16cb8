import { sha1 } from '@noble/hashes/legacy.js'
import {
  type Asn1,
  expectTag,
  joinPieces,
  readAsn1,
  readOid,
  readSmallInteger,
  sequenceOf,
  TAG,
} from './der.ts'
import {
  type Der,
  explicit,
  implicit,
  integer,
  octetString,
  oid,
  sequence,
  setOf,
  tlv,
} from './encode.ts'
import { malformed, X509Error } from './errors.ts'
import { MAX_INPUT_BYTES } from './limits.ts'
import { OID } from './oids.ts'
import { type Decryption, encryptPbes2, KdfBudget, planDecryption } from './pbe.ts'
import { type PfxContent, pairUp } from './pfx-entries.ts'
import { encodeMac, type Mac, readMac, verifyMac, wrongPassword } from './pfx-mac.ts'
import { passwordForms } from './pkcs12-kdf.ts'
import { BAG, type Bags, collectBags, type KeyBag } from './safe-bags.ts'

/**
 * Reads a PKCS#12 file (RFC 7292): encrypted by PBES2, triple DES or RC2, with or without MAC, its
 * certificates in any order. `password` is '' for none. The rounds of key derivation that the file asks for are added
 * up before the first of them runs. Rejects with `X509Error`.
 */
export async function readPfx(der: Uint8Array, password: string): Promise<PfxContent> {
  const { bags, forms } = await openBags(der, password)
  return pairUp(bags, (key) => unlockKey(key, password, forms))
}

/** The certificates (DER, in their order) of a PKCS#12 file that may lack a key. Rejects with `X509Error`. */
export async function readPfxCertificates(
  der: Uint8Array,
  password: string,
): Promise<Uint8Array[]> {
  const { bags } = await openBags(der, password)
  return bags.certificates.map((certificate) => certificate.der)
}

interface OpenedBags {
  readonly bags: Bags
  /** The forms of the password that fit. */
  readonly forms: readonly Uint8Array[]
}

async function openBags(der: Uint8Array, password: string): Promise<OpenedBags> {
  const budget = new KdfBudget()
  const { content, mac } = readEnvelope(der)
  if (mac) budget.spend(mac.iterations)
  const bags: Bags = { keys: [], certificates: [] }
  const locked: { decryption: Decryption; ciphertext: Uint8Array }[] = []
  for (const part of sequenceOf(readAsn1(content, { ber: true }), 'PKCS#12 content')) {
    const [type, wrapped] = sequenceOf(part, 'PKCS#12 content', 2)
    const value = expectTag(wrapped, 0xa0, 'PKCS#12 content').children[0]
    const typeOid = readOid(type, 'PKCS#12 content')
    if (typeOid === OID.data) {
      const safe = expectTag(value, TAG.octetString, 'PKCS#12 content').content
      collectBags(safe, bags, password, budget)
    } else if (typeOid === OID.encryptedData) {
      locked.push(readEncryptedData(value, password, budget))
    } else {
      throw malformed('The PFX file is encrypted for a certificate. Only passwords are supported.')
    }
  }

  const forms = mac ? [verifyMac(mac, content, password)] : passwordForms(password)
  for (const { decryption, ciphertext } of locked) {
    const safe = await unlock(decryption, ciphertext, password, forms)
    collectBags(safe, bags, password, budget)
  }
  return { bags, forms }
}

function readEnvelope(der: Uint8Array): { content: Uint8Array; mac: Mac | null } {
  if (der.length > MAX_INPUT_BYTES) {
    throw new X509Error('too-large', 'The file is larger than 1 MiB.')
  }
  try {
    const [version, safe, mac] = sequenceOf(readAsn1(der, { ber: true }), 'PFX file', 2)
    if (readSmallInteger(version, 'version') !== 3) throw malformed('The version is unknown.')
    const [type, wrapped] = sequenceOf(safe, 'PFX file', 2)
    if (readOid(type, 'PFX file') !== OID.data) throw malformed('It is signed by a certificate.')
    const data = expectTag(wrapped, 0xa0, 'PFX file').children[0]
    const { content } = expectTag(data, TAG.octetString, 'PFX file')
    return { content, mac: mac ? readMac(mac) : null }
  } catch (cause) {
    if (cause instanceof X509Error && cause.code !== 'malformed') throw cause
    throw new X509Error('not-pkcs12', 'This is not a PFX (PKCS#12) file, or it is damaged.', {
      cause,
    })
  }
}

function readEncryptedData(
  node: Asn1 | undefined,
  password: string,
  budget: KdfBudget,
): { decryption: Decryption; ciphertext: Uint8Array } {
  const [, info] = sequenceOf(node, 'encrypted data', 2)
  const [, algorithm, encrypted] = sequenceOf(info, 'encrypted data', 3)
  // [0] IMPLICIT OCTET STRING, which BER may split into pieces.
  const ciphertext =
    encrypted?.tag === 0xa0
      ? joinPieces(encrypted.children)
      : expectTag(encrypted, 0x80, 'encrypted data').content
  return { ciphertext, decryption: planDecryption(algorithm, password, budget) }
}

/** Tries the forms of the password; the right one gives ASN.1, a wrong one noise or bad padding. */
async function unlock(
  decryption: Decryption,
  ciphertext: Uint8Array,
  password: string,
  forms: readonly Uint8Array[],
): Promise<Uint8Array> {
  let cause: unknown
  for (const form of forms) {
    try {
      const plain = await decryption(ciphertext, form)
      readAsn1(plain, { ber: true })
      return plain
    } catch (error) {
      cause = error
    }
  }
  throw wrongPassword(password, { cause })
}

async function unlockKey(
  { data, decryption }: KeyBag,
  password: string,
  forms: readonly Uint8Array[],
): Promise<Uint8Array> {
  return decryption ? unlock(decryption, data, password, forms) : data
}

export interface PfxSpec {
  readonly pkcs8: Uint8Array
  /** DER, the leaf first. */
  readonly chain: readonly Uint8Array[]
  /** '' writes the file that every reader opens without a password. */
  readonly password: string
  readonly friendlyName?: string
}

/**
 * Rounds of key derivation under a password: ten times openssl's default, and still below the bounds of .NET's
 * readers. https://learn.microsoft.com/dotnet/api/system.security.cryptography.x509certificates.pkcs12loaderlimits
 */
const ITERATIONS = 20_000

/** Without a password they protect nothing; openssl's default, so that no reader wonders. */
const ITERATIONS_WITHOUT_PASSWORD = 2048

/**
 * Writes a PKCS#12 file (RFC 7292): AES-256-CBC by PBES2 with PBKDF2 over HMAC-SHA-256, MAC with SHA-256. Opened by
 * openssl 1.1 and later, Java 8u301 and later, and Windows Server 2019 and later.
 */
export async function writePfx(spec: PfxSpec): Promise<Uint8Array> {
  const { pkcs8, chain, password, friendlyName } = spec
  const [leaf] = chain
  if (!leaf) throw malformed('A PFX file needs at least one certificate.')
  const iterations = password === '' ? ITERATIONS_WITHOUT_PASSWORD : ITERATIONS
  const labels = [setOf(...encodeLabels(sha1(leaf), friendlyName))]

  const certificates = sequence(
    ...chain.map((der, index) => {
      const value = sequence(oid(BAG.x509Certificate), explicit(0, octetString(der)))
      return sequence(oid(BAG.certificate), explicit(0, value), ...(index === 0 ? labels : []))
    }),
  )
  const [safe, key] = await Promise.all([
    encryptPbes2(certificates, password, iterations),
    encryptPbes2(pkcs8, password, iterations),
  ])
  const shrouded = sequence(key.algorithm, octetString(key.ciphertext))
  const keySafe = sequence(sequence(oid(BAG.shroudedKey), explicit(0, shrouded), ...labels))
  const encrypted = sequence(oid(OID.data), safe.algorithm, implicit(0, safe.ciphertext))
  const content = sequence(
    sequence(oid(OID.encryptedData), explicit(0, sequence(integer(0), encrypted))),
    sequence(oid(OID.data), explicit(0, octetString(keySafe))),
  )
  return sequence(
    integer(3),
    sequence(oid(OID.data), explicit(0, octetString(content))),
    encodeMac(content, password, iterations),
  )
}

function encodeLabels(localKeyId: Uint8Array, friendlyName: string | undefined): Der[] {
  const labels = [sequence(oid(BAG.localKeyId), setOf(octetString(localKeyId)))]
  if (friendlyName !== undefined) {
    const text = new Uint8Array(2 * friendlyName.length)
    const view = new DataView(text.buffer)
    for (let at = 0; at < friendlyName.length; at++) {
      view.setUint16(2 * at, friendlyName.charCodeAt(at))
    }
    labels.push(sequence(oid(BAG.friendlyName), setOf(tlv(TAG.bmpString, text))))
  }
  return labels
}
