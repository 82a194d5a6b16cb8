import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  sign as nodeSign,
  verify as nodeVerify,
  publicDecrypt,
  randomBytes,
} from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../../logs/audit.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../../vault-under-test.ts'
import { toInteger, verifyDigest } from './ecdsa.ts'
import { signPss, verifyPss } from './rsa-signature.ts'

let under: VaultUnderTest
const host = 'https://gold.vault.azure.net'
const keys = new Map<string, { kid: string; jwk: JsonWebKey }>()

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
  for (const [name, body] of [
    ['rsa', { kty: 'RSA' }],
    ['big', { kty: 'RSA-HSM', key_size: 3072 }],
    ['P-256', { kty: 'EC' }],
    ['P-256K', { kty: 'EC', crv: 'P-256K' }],
    ['P-384', { kty: 'EC-HSM', crv: 'P-384' }],
    ['P-521', { kty: 'EC', crv: 'P-521' }],
    ['oct', { kty: 'oct-HSM', key_ops: ['sign', 'verify'] }],
  ] as const) {
    const { body: made } = await under.send('POST', `${host}/keys/${name}/create`, { body })
    const { kid, key_ops, kty, crv, ...numbers } = made.key
    keys.set(name, {
      kid,
      jwk: {
        kty: kty.replace('-HSM', ''),
        ...(crv === undefined ? {} : { crv: crv === 'P-256K' ? 'secp256k1' : crv }),
        ...numbers,
      },
    })
  }
})
afterAll(() => under.close())

const key = (name: string) => {
  const found = keys.get(name)
  if (!found) throw new Error(`no key ${name}`)
  return found
}
const message = Buffer.from('the quick brown fox')
const digestOf = (hash: string) => createHash(hash).update(message).digest()
const call = (name: string, operation: string, body: object) =>
  under.send('POST', `${key(name).kid}/${operation}`, { body })

/** Algorithm, key, hash, and how node:crypto does the same. */
const asymmetric = [
  ['RS256', 'rsa', 'sha256', {}],
  ['RS384', 'big', 'sha384', {}],
  ['RS512', 'rsa', 'sha512', {}],
  ['PS256', 'rsa', 'sha256', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }],
  ['PS384', 'rsa', 'sha384', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }],
  ['PS512', 'big', 'sha512', { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }],
  ['ES256', 'P-256', 'sha256', { dsaEncoding: 'ieee-p1363' }],
  ['ES256K', 'P-256K', 'sha256', { dsaEncoding: 'ieee-p1363' }],
  ['ES384', 'P-384', 'sha384', { dsaEncoding: 'ieee-p1363' }],
  ['ES512', 'P-521', 'sha512', { dsaEncoding: 'ieee-p1363' }],
] as const

describe('sign and verify', () => {
  it.each(asymmetric)('%s', async (alg, name, hash, options) => {
    const { kid, jwk } = key(name)
    const digest = digestOf(hash).toString('base64url')
    const signed = await call(name, 'sign', { alg, value: digest })
    expect(signed.status).toBe(200)
    expect(signed.body).toEqual({ kid, value: expect.stringMatching(/^[\w-]+$/) })
    const signature = Buffer.from(signed.body.value, 'base64url')
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
    expect(nodeVerify(hash, message, { key: publicKey, ...options }, signature)).toBe(true)

    const verify = (value: Buffer, over: object = {}) =>
      call(name, 'verify', { alg, digest, value: value.toString('base64url'), ...over })
    const good = await verify(signature)
    expect([good.status, good.body]).toEqual([200, { value: true }])
    for (const at of [0, signature.length - 1]) {
      const bad = Buffer.from(signature)
      bad[at] = (bad[at] ?? 0) ^ 1
      expect((await verify(bad)).body).toEqual({ value: false })
    }
    const other = createHash(hash).update('other').digest('base64url')
    expect((await verify(signature, { digest: other })).body).toEqual({ value: false })
    expect((await verify(signature.subarray(1))).body).toEqual({ value: false })
    expect((await verify(Buffer.alloc(signature.length))).body).toEqual({ value: false })
    expect((await verify(Buffer.alloc(signature.length, 255))).body).toEqual({ value: false })
  })

  it.each([
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('%s', async (alg, hash) => {
    const digest = digestOf(hash).toString('base64url')
    const { body } = await call('oct', 'sign', { alg, value: digest })
    expect(Buffer.from(body.value, 'base64url')).toHaveLength(createHmac(hash, '').digest().length)
    const again = await call('oct', 'verify', { alg, digest, value: body.value })
    expect(again.body).toEqual({ value: true })
    const bad = await call('oct', 'verify', { alg, digest, value: digest })
    expect(bad.body).toEqual({ value: false })
  })

  it('RSNULL pads what it is given', async () => {
    const value = randomBytes(100).toString('base64url')
    const { body } = await call('rsa', 'sign', { alg: 'RSNULL', value })
    const publicKey = createPublicKey({ key: key('rsa').jwk, format: 'jwk' })
    const recovered = publicDecrypt(publicKey, Buffer.from(body.value, 'base64url'))
    expect(recovered.toString('base64url')).toBe(value)
    const verified = await call('rsa', 'verify', {
      alg: 'RSNULL',
      digest: value,
      value: body.value,
    })
    expect(verified.body).toEqual({ value: true })
  })

  it('takes the latest version when none is named, and the key of a certificate', async () => {
    const value = digestOf('sha256').toString('base64url')
    for (const path of ['/keys/rsa/sign', '/keys/rsa//sign']) {
      const { body } = await under.send('POST', `${host}${path}`, { body: { alg: 'RS256', value } })
      expect(body.kid).toBe(key('rsa').kid)
    }
    await under.send('POST', `${host}/certificates/web/create`, {
      body: {
        policy: {
          issuer: { name: 'Self' },
          key_props: { kty: 'EC' },
          x509_props: { subject: 'CN=a' },
        },
      },
    })
    await under.app.settled()
    const signed = await under.send('POST', `${host}/keys/web/sign`, {
      body: { alg: 'ES256', value },
    })
    expect(signed.status).toBe(200)
    expect(signed.body.kid).toContain('/keys/web/')
  })

  it('leaves a record with kind and algorithm, and no digest', async () => {
    const value = digestOf('sha256').toString('base64url')
    const { body } = await call('big', 'sign', { alg: 'RS256', value })
    const [record] = under.ctx.store.read((db) => listAudit(db, null, 1))
    expect(record?.operationName).toBe('KeySign')
    expect(record?.properties).toMatchObject({
      keyProperties: { type: 'RSA-HSM', size: 3072 },
      algorithm: 'RS256',
    })
    expect(JSON.stringify(record)).not.toContain(value)
    expect(JSON.stringify(record)).not.toContain(body.value)
  })
})

describe('arithmetic', () => {
  it.each([
    ['P-256', 'prime256v1', 'sha256'],
    ['P-256K', 'secp256k1', 'sha256'],
    ['P-384', 'secp384r1', 'sha384'],
    ['P-521', 'secp521r1', 'sha512'],
  ] as const)('takes what node:crypto signs on %s', (crv, namedCurve, hash) => {
    for (let round = 0; round < 20; round += 1) {
      const pair = generateKeyPairSync('ec', { namedCurve })
      const text = randomBytes(round)
      const signature = nodeSign(hash, text, { key: pair.privateKey, dsaEncoding: 'ieee-p1363' })
      const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
      const number = (part: string) => toInteger(Buffer.from(part, 'base64url'))
      const point = { crv, x: number(x), y: number(y) }
      const digest = createHash(hash).update(text).digest()
      expect(verifyDigest(point, digest, signature)).toBe(true)
      expect(verifyDigest({ ...point, crv }, createHash(hash).digest(), signature)).toBe(
        round === 0,
      )
    }
  })

  it('a digest of zero adds nothing to the key', () => {
    const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
    const number = (part: string) => toInteger(Buffer.from(part, 'base64url'))
    // With z = 0, r = x(Q) and s = r sign zero: u2 = 1, and the point is the key itself.
    const r = Buffer.from(x, 'base64url')
    const point = { crv: 'P-256' as const, x: number(x), y: number(y) }
    expect(verifyDigest(point, Buffer.alloc(32), Buffer.concat([r, r]))).toBe(true)
  })

  it('takes PSS of node:crypto, and node:crypto takes ours', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    const digest = digestOf('sha256')
    const theirs = nodeSign('sha256', message, { key: privateKey, ...options })
    expect(verifyPss(publicKey, 'sha256', digest, theirs)).toBe(true)
    for (let round = 0; round < 20; round += 1) {
      const ours = await signPss(privateKey, 256, 'sha256', digest)
      expect(nodeVerify('sha256', message, { key: publicKey, ...options }, ours)).toBe(true)
    }
  })
})

describe('refused', () => {
  const value = digestOf('sha256').toString('base64url')
  const kid = (name: string): string => key(name).kid

  it.each<[string, object, () => string]>([
    ['rsa', {}, () => "Property 'alg' is required.\r\n"],
    ['rsa', { alg: 'RS256' }, () => "Property 'value' is required.\r\n"],
    ['rsa', { alg: 'RS1', value }, () => 'Property  has invalid value\r\n'],
    ['rsa', { alg: 'toString', value }, () => 'Property  has invalid value\r\n'],
    ['rsa', { alg: 'RS256', value: 7 }, () => 'Property  has invalid value\r\n'],
    [
      'rsa',
      { alg: 'RS256', value: 'a+b/' },
      () => "Content of 'value' is not base64url.\r\nProperty 'value' is required.\r\n",
    ],
    [
      'rsa',
      { alg: 'RS256', value: 'AAAA' },
      () => "Invalid length of 'value': 3 bytes. RS256 requires 32 bytes, encoded with base64url.",
    ],
    [
      'P-521',
      { alg: 'ES512', value },
      () => "Invalid length of 'value': 32 bytes. ES512 requires 64 bytes, encoded with base64url.",
    ],
    [
      'rsa',
      { alg: 'RSNULL', value: randomBytes(246).toString('base64url') },
      () =>
        "Invalid length of 'value': 246 bytes. RSNULL takes at most 245 bytes, encoded with base64url.",
    ],
    [
      'P-256K',
      { alg: 'ES256', value },
      () =>
        `Key and signing algorithm are incompatible. Key ${kid('P-256K')} uses curve 'P-256K', and algorithm 'ES256' can only be used with curve 'P-256'.`,
    ],
    [
      'P-384',
      { alg: 'RS256', value },
      () =>
        `Key and signing algorithm are incompatible. Key ${kid('P-384')} is of type 'EC-HSM', and algorithm 'RS256' can only be used with a key of type 'RSA' or 'RSA-HSM'.`,
    ],
    [
      'oct',
      { alg: 'ES256', value },
      () =>
        `Key and signing algorithm are incompatible. Key ${kid('oct')} is of type 'oct-HSM', and algorithm 'ES256' can only be used with a key of type 'EC' or 'EC-HSM'.`,
    ],
  ])('%s %j', async (name, body, message) => {
    const answer = await call(name, 'sign', body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual({ code: 'BadParameter', message: message() })
  })

  it('a verification without its parts', async () => {
    const answer = await call('rsa', 'verify', { alg: 'RS256', value })
    expect(answer.body.error.message).toBe("Property 'digest' is required.\r\n")
    const short = await call('rsa', 'verify', { alg: 'RS256', digest: 'AAAA', value })
    expect(short.body.error.message).toBe(
      "Invalid length of 'digest': 3 bytes. RS256 requires 32 bytes, encoded with base64url.",
    )
  })
})
