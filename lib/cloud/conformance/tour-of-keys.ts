import { createHash, generateKeyPairSync } from 'node:crypto'
import type { Tourist } from './tourist.ts'

const digest = createHash('sha256').update('digest').digest('base64url')

/** Every operation of `keys.json` that a vault has. `base` is a premium vault. */
export async function tourKeys({ visit }: Tourist, base: string): Promise<void> {
  const rsa = await visit('CreateKey', 'POST', `${base}/keys/rsa/create`, { kty: 'RSA' })
  const kid = String(rsa.body.key.kid)
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    format: 'jwk',
  })
  await visit('ImportKey', 'PUT', `${base}/keys/brought`, { key: { ...jwk, key_ops: ['sign'] } })
  await visit('GetKey', 'GET', kid)
  await visit('UpdateKey', 'PATCH', kid, { tags: { team: 'web' } })
  await visit('GetKeys', 'GET', `${base}/keys?maxresults=1`)
  await visit('GetKeyVersions', 'GET', `${base}/keys/rsa/versions`)

  const encrypted = await visit('encrypt', 'POST', `${kid}/encrypt`, {
    alg: 'RSA-OAEP-256',
    value: digest,
  })
  await visit('decrypt', 'POST', `${kid}/decrypt`, {
    alg: 'RSA-OAEP-256',
    value: encrypted.body.value,
  })
  const signed = await visit('sign', 'POST', `${kid}/sign`, { alg: 'RS256', value: digest })
  await visit('verify', 'POST', `${kid}/verify`, {
    alg: 'RS256',
    digest,
    value: signed.body.value,
  })
  const wrapped = await visit('wrapKey', 'POST', `${kid}/wrapkey`, {
    alg: 'RSA-OAEP',
    value: digest,
  })
  await visit('unwrapKey', 'POST', `${kid}/unwrapkey`, {
    alg: 'RSA-OAEP',
    value: wrapped.body.value,
  })

  await visit('UpdateKeyRotationPolicy', 'PUT', `${base}/keys/rsa/rotationpolicy`, {
    lifetimeActions: [{ trigger: { timeAfterCreate: 'P60D' }, action: { type: 'Rotate' } }],
    attributes: { expiryTime: 'P90D' },
  })
  await visit('GetKeyRotationPolicy', 'GET', `${base}/keys/rsa/rotationpolicy`)
  await visit('GetRandomBytes', 'POST', `${base}/rng`, { count: 16 })
  await visit('RotateKey', 'POST', `${base}/keys/rsa/rotate`)

  const backup = await visit('BackupKey', 'POST', `${base}/keys/brought/backup`)
  await visit('DeleteKey', 'DELETE', `${base}/keys/brought`)
  await visit('GetDeletedKeys', 'GET', `${base}/deletedkeys`)
  await visit('GetDeletedKey', 'GET', `${base}/deletedkeys/brought`)
  await visit('RecoverDeletedKey', 'POST', `${base}/deletedkeys/brought/recover`)
  await visit('DeleteKey', 'DELETE', `${base}/keys/brought`)
  await visit('PurgeDeletedKey', 'DELETE', `${base}/deletedkeys/brought`)
  await visit('RestoreKey', 'POST', `${base}/keys/restore`, { value: backup.body.value })
}
