import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicJwk } from '../../issue/key-pair.ts'
import { sealingContext } from '../../rows/keys.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../../vault-under-test.ts'

let under: VaultUnderTest
const message = Buffer.from('signed again and again')
const value = createHash('sha256').update(message).digest('base64url')

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
})
afterAll(() => under.close())

async function signed(kid: string): Promise<Buffer> {
  const { body } = await under.send('POST', `${kid}/sign`, { body: { alg: 'ES256', value } })
  return Buffer.from(body.value, 'base64url')
}

it('is never used for a row that has become another', async () => {
  const made = await under.send('POST', '/keys/k/create', { body: { kty: 'EC' } })
  const { kid, x, y } = made.body.key
  const options = { dsaEncoding: 'ieee-p1363' as const }
  const first = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' })
  expect(verify('sha256', message, { key: first, ...options }, await signed(kid))).toBe(true)

  // As after a reset whose sample has the same names, versions and times, and other keys.
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const version = kid.split('/').at(-1)
  await under.ctx.store.write((db) => {
    const vault = Number(db.sql('SELECT vault FROM vault_keys').get()?.vault)
    const pkcs8 = other.privateKey.export({ type: 'pkcs8', format: 'der' })
    db.sql('UPDATE vault_key_versions SET public = ?, sealed = ?').run(
      publicJwk(other.publicKey.export({ type: 'spki', format: 'der' })),
      db.seal(pkcs8, sealingContext('key', vault, 'k', version)),
    )
  })
  const signature = await signed(kid)
  expect(verify('sha256', message, { key: first, ...options }, signature)).toBe(false)
  expect(verify('sha256', message, { key: other.publicKey, ...options }, signature)).toBe(true)
})

it('goes on with more keys than are kept open', async () => {
  const kids: string[] = []
  for (let at = 0; at < 520; at += 1) {
    const made = await under.send('POST', `/keys/many-${at}/create`, { body: { kty: 'EC' } })
    kids.push(made.body.key.kid)
    expect((await signed(made.body.key.kid)).length).toBe(64)
  }
  expect((await signed(kids[0] ?? '')).length).toBe(64)
})
