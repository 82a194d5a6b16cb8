import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  X509Certificate,
} from 'node:crypto'
import { promisify } from 'node:util'
import { readSetting, writeSetting } from '../settings.ts'
import type { CloudStore } from '../store/store.ts'

/** The key that signs every token of this cloud, with the certificate that its JWKS shows. */
export interface SigningKey {
  /** base64url SHA-1 of the certificate, as Entra names its keys. */
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
  certificate: Uint8Array
}

const settingName = 'login-signing-key'

/** The key of this data folder, made on first start; the private part is sealed in the store. */
export async function openSigningKey(store: CloudStore): Promise<SigningKey> {
  const kept = readSetting(store, settingName)
  if (kept !== null) return fromPem(kept)
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const { issueTokenSigningCertificate } = await import('../http/certificates.ts')
  const certificate = await issueTokenSigningCertificate(privateKey, new Date())
  const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`
  await store.write((db) => writeSetting(db, settingName, pem))
  return fromPem(pem)
}

function fromPem(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem)
  const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))
  const kid = createHash('sha1').update(certificate.raw).digest('base64url')
  return { kid, privateKey, publicKey: createPublicKey(privateKey), certificate: certificate.raw }
}
