import {
  constants,
  createCipheriv,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
  verify,
} from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
const gold = 'https://gold.vault.azure.net'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwkOf = (key: KeyObject): JsonWebKey => key.export({ format: 'jwk' })
const ecOf = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve })
const ec = ecOf('P-256')

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
})
afterAll(() => under.close())

const put = (name: string, body: object, host = gold) =>
  under.send('PUT', `${host}/keys/${name}`, { body })
const message = Buffer.from('signed by what was imported')
const value = createHash('sha256').update(message).digest('base64url')

async function signs(kid: string, alg: string, key: KeyObject): Promise<void> {
  const signed = await under.send('POST', `${kid}/sign`, { body: { alg, value } })
  const signature = Buffer.from(signed.body.value, 'base64url')
  const options = alg.startsWith('E') ? { dsaEncoding: 'ieee-p1363' as const } : {}
  expect(verify('sha256', message, { key, ...options }, signature)).toBe(true)
}

describe('a JWK', () => {
  it('of RSA', async () => {
    const { status, body } = await put('rsa', {
      key: { ...jwkOf(rsa.privateKey), key_ops: ['sign'] },
      attributes: { exp: 2_000_000_000 },
      tags: { from: 'elsewhere' },
    })
    expect(status).toBe(200)
    const { n, e } = jwkOf(rsa.publicKey)
    expect(body.key).toEqual({ kid: expect.any(String), kty: 'RSA', key_ops: ['sign'], n, e })
    expect(body.attributes).toMatchObject({ exp: 2_000_000_000, hsmPlatform: '0' })
    expect(body.tags).toEqual({ from: 'elsewhere' })
    await signs(body.key.kid, 'RS256', rsa.publicKey)
  })

  it.each([
    ['P-256', 'P-256', 'ES256'],
    ['secp256k1', 'P-256K', 'ES256K'],
    ['secp256k1', 'SECP256K1', 'ES256K'],
  ])('of EC on %s as %s', async (curve, crv, alg) => {
    const pair = ecOf(curve)
    const { status, body } = await put('ec', { key: { ...jwkOf(pair.privateKey), crv } })
    expect(status).toBe(200)
    const { x, y } = jwkOf(pair.publicKey)
    expect(body.key).toMatchObject({ kty: 'EC', crv: crv === 'P-256' ? crv : 'P-256K', x, y })
    expect(body.key.d).toBeUndefined()
    await signs(body.key.kid, alg, pair.publicKey)
  })

  it('as an HSM key, by the switch or by the type', async () => {
    const key = jwkOf(ec.privateKey)
    for (const body of [{ Hsm: true, key }, { key: { ...key, kty: 'EC-HSM' } }]) {
      const answer = await put('hard', body)
      expect(answer.body.key.kty).toBe('EC-HSM')
      expect(answer.body.attributes.hsmPlatform).toBe('2')
    }
    const k = randomBytes(32).toString('base64url')
    const oct = await put('oct', { key: { kty: 'oct-HSM', k } })
    expect(oct.status).toBe(200)
    expect(JSON.stringify(oct.body)).not.toContain(k)
  })
})

describe('refused', () => {
  const good = jwkOf(rsa.privateKey)
  const { n, p, q, dp, dq } = jwkOf(other.privateKey)
  const inconsistent = 'The specified key is not valid: its numbers do not belong together.'
  const schema = 'Property  has invalid value\r\n'
  it.each<[string, object, string]>([
    ['no key', {}, schema],
    ['no type', { key: {} }, schema],
    ['no prime', { key: { ...good, p: undefined } }, "Property 'p' is required.\r\n"],
    ['a public key', { key: jwkOf(rsa.publicKey) }, "Property 'd' is required.\r\n"],
    ['another modulus', { key: { ...good, n } }, inconsistent],
    ['another prime', { key: { ...good, p } }, inconsistent],
    ['swapped primes', { key: { ...good, p: good.q, q: good.p } }, inconsistent],
    ['another dp', { key: { ...good, dp } }, inconsistent],
    ['another dq', { key: { ...good, dq } }, inconsistent],
    ['another qi', { key: { ...good, qi: q } }, inconsistent],
    ['another e', { key: { ...good, e: 'Aw' } }, inconsistent],
    ['zero', { key: { ...good, q: 'AA' } }, inconsistent],
    ['too long', { key: { ...good, d: 'AAAA'.repeat(1_000) } }, schema],
    [
      '1024 bits',
      { key: jwkOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey) },
      schema,
    ],
    [
      'no base64url',
      { key: { ...good, d: '+' } },
      "Content of 'd' is not base64url.\r\nProperty 'd' is required.\r\n",
    ],
    [
      'another point',
      { key: { ...jwkOf(ec.privateKey), x: jwkOf(ecOf('P-256').publicKey).x } },
      inconsistent,
    ],
    ['another curve', { key: { ...jwkOf(ec.privateKey), crv: 'P-384' } }, inconsistent],
    ['no curve', { key: { ...jwkOf(ec.privateKey), crv: 'P-1' } }, schema],
    ['17 bytes', { key: { kty: 'oct-HSM', k: randomBytes(17).toString('base64url') } }, schema],
    ['oct', { key: { kty: 'oct', k: 'AAAA' } }, schema],
    ['a key-exchange key', { Hsm: true, key: { ...good, key_ops: ['import'] } }, schema],
    [
      'operations that it cannot do',
      { key: { ...jwkOf(ec.privateKey), key_ops: ['encrypt'] } },
      schema,
    ],
  ])('%s', async (_, body, message) => {
    const answer = await put('bad', body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual({ code: 'BadParameter', message })
  })

  it('numbers of a product that has no two primes', async () => {
    // Three primes: all congruences can be made to hold, only the primality test tells.
    const answer = await put('bad', { key: { ...good, p: 'AQ', q: good.n } })
    expect(answer.body.error.message).toBe(inconsistent)
  })

  it('an HSM key in a standard vault', async () => {
    const answer = await put('x', { Hsm: true, key: good }, 'https://kv.vault.azure.net')
    expect(answer.body.error.message).toBe('Hardware key operation not allowed on standard vault')
  })

  it('left nothing behind', async () => {
    expect((await under.send('GET', `${gold}/keys/bad`)).status).toBe(404)
  })
})

describe('a key transfer blob', () => {
  async function exchangeKey(name: string, size = 2048) {
    const { body } = await under.send('POST', `${gold}/keys/${name}/create`, {
      body: { kty: 'RSA-HSM', key_size: size, key_ops: ['import'] },
    })
    const { kid, n, e } = body.key
    return { kid, publicKey: createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' }) }
  }

  function blob(
    kek: { kid: string; publicKey: KeyObject },
    plain: Buffer,
    over: { header?: object; schema_version?: string; ciphertext?: string } = {},
  ): string {
    const aes = randomBytes(32)
    const cipher = createCipheriv('id-aes256-wrap-pad', aes, Buffer.from('a65959a6', 'hex'))
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const ciphertext = Buffer.concat([
      publicEncrypt({ key: kek.publicKey, padding, oaepHash: 'sha1' }, aes),
      cipher.update(plain),
      cipher.final(),
    ]).toString('base64url')
    const header = { kid: kek.kid, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP', ...over.header }
    const document = { schema_version: '1.0.0', ciphertext, generator: 'test', ...over, header }
    return Buffer.from(JSON.stringify(document)).toString('base64url')
  }
  const pkcs8 = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'der' })

  it.each([
    ['RSA-HSM', rsa, 'RS256'],
    ['EC-HSM', ec, 'ES256'],
  ])('brings a key of type %s', async (kty, pair, alg) => {
    const kek = await exchangeKey('kek', 3072)
    const { status, body } = await put('brought', {
      key: { kty, key_hsm: blob(kek, pkcs8(pair.privateKey)) },
    })
    expect(status).toBe(200)
    expect(body.key.kty).toBe(kty)
    await signs(body.key.kid, alg, pair.publicKey)
  })

  it('brings a symmetric key, also under the old name of the member', async () => {
    const kek = await exchangeKey('kek2')
    const { status, body } = await put('brought-oct', {
      Hsm: true,
      key: { kty: 'oct-HSM', T: blob(kek, randomBytes(32)) },
    })
    expect([status, body.key.kty]).toEqual([200, 'oct-HSM'])
  })

  it('a key-exchange key is of no other use', async () => {
    const { kid } = await exchangeKey('kek3')
    const answer = await under.send('POST', `${kid}/wrapkey`, { body: { alg: 'RSA-OAEP', value } })
    expect(answer.body.error.innererror.code).toBe('KeyOperationForbidden')
  })

  it('is refused when it is not whole', async () => {
    const kek = await exchangeKey('kek4')
    const plain = pkcs8(rsa.privateKey)
    const elsewhere = kek.kid.replace('gold', 'kv')
    for (const [key_hsm, pattern] of [
      ['AAAA', /not JSON/],
      [blob(kek, plain, { schema_version: '2' }), /schema_version/],
      [blob(kek, plain, { header: { alg: 'RSA' } }), /alg/],
      [blob(kek, plain, { header: { enc: 'A256GCM' } }), /enc/],
      [blob(kek, plain, { header: { kid: elsewhere } }), /not of this key vault/],
      [blob(kek, plain, { ciphertext: 'AAAA' }), /The parameter is incorrect/],
      [blob(kek, plain, { ciphertext: '' }), /ciphertext/],
      [blob(kek, randomBytes(50)), /no key of type RSA-HSM/],
      [blob(kek, pkcs8(ec.privateKey)), /no key of type RSA-HSM/],
    ] as const) {
      const answer = await put('half', { key: { kty: 'RSA-HSM', key_hsm } })
      expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
      expect(answer.body.error.message).toMatch(pattern)
    }
    const soft = await put('half', { key: { kty: 'RSA', key_hsm: blob(kek, plain) } })
    expect(soft.body.error.message).toContain('only be imported as an HSM key')
  })

  it('is refused under a key that is missing, disabled or of other use', async () => {
    const kek = await exchangeKey('kek5')
    const key = { kty: 'RSA-HSM', key_hsm: blob(kek, pkcs8(rsa.privateKey)) }
    await under.send('PATCH', kek.kid, { body: { attributes: { enabled: false } } })
    expect((await put('half', { key })).body.error.innererror.code).toBe('KeyDisabled')
    const plain = await under.send('POST', `${gold}/keys/usual/create`, { body: { kty: 'RSA' } })
    const usual = { kid: plain.body.key.kid, publicKey: kek.publicKey }
    const wrong = { ...key, key_hsm: blob(usual, pkcs8(rsa.privateKey)) }
    const answer = await put('half', { key: wrong })
    expect(answer.body.error.innererror.code).toBe('KeyOperationForbidden')
    const none = { ...usual, kid: `${gold}/keys/none/${'0'.repeat(32)}` }
    const missing = await put('half', { key: { ...key, key_hsm: blob(none, Buffer.alloc(8)) } })
    expect([missing.status, missing.body.error.code]).toEqual([404, 'KeyNotFound'])
  })
})
