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

/**
 * The key of this data folder, made at its first use; the private part is sealed in the store.
 * @param settingName the setting that keeps it: other authorities have keys of their own
 */
export async function openSigningKey(
  store: CloudStore,
  settingName = 'login-signing-key',
): Promise<SigningKey> {
  const kept = readSetting(store, settingName)
  if (kept !== null) return fromPem(kept)
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const { issueTokenSigningCertificate } = await import('../http/certificates.ts')
  const certificate = await issueTokenSigningCertificate(privateKey, new Date())
  const pem = `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificate}`
  const first = await store.write((db) => {
    const other = readSetting(db, settingName)
    if (other === null) writeSetting(db, settingName, pem)
    return other ?? pem
  })
  return fromPem(first)
}

function fromPem(pem: string): SigningKey {
  const privateKey = createPrivateKey(pem)
  const certificate = new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))
  const kid = createHash('sha1').update(certificate.raw).digest('base64url')
  return { kid, privateKey, publicKey: createPublicKey(privateKey), certificate: certificate.raw }
}
