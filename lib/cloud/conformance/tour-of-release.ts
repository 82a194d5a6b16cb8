import { generateKeyPairSync } from 'node:crypto'
import type { Attest, Tourist } from './tourist.ts'

const authority = 'https://sharedweu.weu.attest.azure.net'
const claim = 'x-ms-compliance-status'
const compliant = 'azure-compliant-cvm'

/** Secure key release: a key that an attested environment gets, wrapped for a key that only it has. */
export async function tourRelease({ visit }: Tourist, base: string, attest: Attest): Promise<void> {
  const policy = {
    version: '1.0.0',
    anyOf: [{ authority, allOf: [{ claim, equals: compliant }] }],
  }
  const made = await visit('CreateKey', 'POST', `${base}/keys/released/create`, {
    kty: 'RSA-HSM',
    attributes: { exportable: true },
    release_policy: { data: Buffer.from(JSON.stringify(policy)).toString('base64url') },
  })
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const runtimeKey = {
    ...publicKey.export({ format: 'jwk' }),
    kid: 'TpmEphemeralEncryptionKey',
    key_ops: ['encrypt'],
  }
  const target = await attest(authority, {
    [claim]: compliant,
    'x-ms-runtime': { keys: [runtimeKey] },
  })
  await visit('release', 'POST', `${String(made.body.key.kid)}/release`, { target })
}
