import {
  constants,
  createPublicKey,
  type JsonWebKey,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../../vault-under-test.ts'

let under: VaultUnderTest
const host = 'https://gold.vault.azure.net'
const kids = new Map<string, string>()
let rsa: JsonWebKey

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
  for (const [name, body] of [
    ['rsa', { kty: 'RSA' }],
    ['big', { kty: 'RSA', key_size: 3072 }],
    ['ec', { kty: 'EC' }],
    ['128', { kty: 'oct-HSM', key_size: 128 }],
    ['192', { kty: 'oct-HSM', key_size: 192 }],
    ['256', { kty: 'oct-HSM', key_size: 256 }],
  ] as const) {
    const { body: made } = await under.send('POST', `${host}/keys/${name}/create`, { body })
    kids.set(name, made.key.kid)
    if (name === 'rsa') rsa = { kty: 'RSA', n: made.key.n, e: made.key.e }
  }
})
afterAll(() => under.close())

const call = (name: string, operation: string, body: object) =>
  under.send('POST', `${kids.get(name)}/${operation}`, { body })
const plain = randomBytes(32).toString('base64url')
const incorrect = { code: 'BadParameter', message: 'The parameter is incorrect.\r\n' }

describe('RSA', () => {
  const paddings = [
    ['RSA1_5', { padding: constants.RSA_PKCS1_PADDING }],
    ['RSA-OAEP', { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' }],
    ['RSA-OAEP-256', { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }],
  ] as const

  it.each(paddings)('%s there and back', async (alg, options) => {
    for (const [there, back] of [
      ['encrypt', 'decrypt'],
      ['wrapkey', 'unwrapkey'],
    ] as const) {
      for (const name of ['rsa', 'big']) {
        const sealed = await call(name, there, { alg, value: plain })
        expect(sealed.status).toBe(200)
        expect(Object.keys(sealed.body)).toEqual(['kid', 'value'])
        const opened = await call(name, back, { alg, value: sealed.body.value })
        expect([opened.status, opened.body]).toEqual([200, { kid: kids.get(name), value: plain }])
      }
      const key = createPublicKey({ key: rsa, format: 'jwk' })
      const theirs = publicEncrypt({ key, ...options }, Buffer.from(plain, 'base64url'))
      const opened = await call('rsa', back, { alg, value: theirs.toString('base64url') })
      expect(opened.body.value).toBe(plain)
    }
  })

  it.each([
    ['encrypt', { alg: 'RSA-OAEP', value: randomBytes(215).toString('base64url') }],
    ['encrypt', { alg: 'RSA-OAEP-256', value: randomBytes(191).toString('base64url') }],
    ['wrapkey', { alg: 'RSA1_5', value: randomBytes(246).toString('base64url') }],
    ['decrypt', { alg: 'RSA-OAEP', value: randomBytes(256).toString('base64url') }],
    ['unwrapkey', { alg: 'RSA-OAEP', value: 'AAAA' }],
  ])('does not take %s %j', async (operation, body) => {
    const answer = await call('rsa', operation, body)
    expect([answer.status, answer.body.error]).toEqual([400, incorrect])
  })

  it('needs a version to decrypt and to unwrap, and none to encrypt and to wrap', async () => {
    const body = { alg: 'RSA-OAEP', value: plain }
    for (const [operation, status] of [
      ['encrypt', 200],
      ['wrapkey', 200],
      ['decrypt', 400],
      ['unwrapkey', 400],
    ] as const) {
      const answer = await under.send('POST', `${host}/keys/rsa/${operation}`, { body })
      expect(answer.status).toBe(status)
    }
  })
})

describe('AES', () => {
  it.each(['128', '192', '256'])('A%sGCM', async (bits) => {
    const alg = `A${bits}GCM`
    const aad = randomBytes(8).toString('base64url')
    const sealed = await call(bits, 'encrypt', { alg, value: plain, aad })
    expect(sealed.status).toBe(200)
    expect(Object.keys(sealed.body)).toEqual(['kid', 'value', 'iv', 'tag', 'aad'])
    const { value, iv, tag } = sealed.body
    const opened = await call(bits, 'decrypt', { alg, value, iv, tag, aad })
    expect(opened.body).toEqual({ kid: kids.get(bits), value: plain })
    for (const over of [
      { aad: 'AAAA' },
      { tag: value },
      { iv: 'AAAA' },
      { iv: null },
      { tag: null },
    ]) {
      const refused = await call(bits, 'decrypt', { alg, value, iv, tag, aad, ...over })
      expect([refused.status, refused.body.error]).toEqual([400, incorrect])
    }
    const again = await call(bits, 'encrypt', { alg, value: plain, aad })
    expect(again.body.iv).not.toBe(iv)
  })

  it.each([
    ['128', 'CBC', 32],
    ['192', 'CBC', 16],
    ['256', 'CBC', 64],
    ['128', 'CBCPAD', 5],
    ['192', 'CBCPAD', 16],
    ['256', 'CBCPAD', 33],
  ])('A%s%s', async (bits, mode, length) => {
    const alg = `A${bits}${mode}`
    const text = randomBytes(length).toString('base64url')
    const iv = randomBytes(16).toString('base64url')
    const sealed = await call(bits, 'encrypt', { alg, value: text, iv })
    expect(sealed.body).toMatchObject({ kid: kids.get(bits), iv })
    const opened = await call(bits, 'decrypt', { alg, value: sealed.body.value, iv })
    expect(opened.body.value).toBe(text)
    const withoutIv = await call(bits, 'encrypt', { alg, value: text })
    expect(withoutIv.body.error).toEqual(incorrect)
  })

  it('CBC without padding takes whole blocks', async () => {
    const iv = randomBytes(16).toString('base64url')
    const answer = await call('256', 'encrypt', { alg: 'A256CBC', value: 'AAAA', iv })
    expect([answer.status, answer.body.error]).toEqual([400, incorrect])
  })

  it.each([
    ['128', 'A128KW'],
    ['192', 'A192KW'],
    ['256', 'A256KW'],
    ['256', 'CKM_AES_KEY_WRAP'],
    ['256', 'CKM_AES_KEY_WRAP_PAD'],
  ])('%s %s', async (bits, alg) => {
    const sealed = await call(bits, 'wrapkey', { alg, value: plain })
    expect(sealed.status).toBe(200)
    const opened = await call(bits, 'unwrapkey', { alg, value: sealed.body.value })
    expect(opened.body.value).toBe(plain)
    const wrong = Buffer.from(sealed.body.value, 'base64url')
    wrong[0] = (wrong[0] ?? 0) ^ 1
    const refused = await call(bits, 'unwrapkey', { alg, value: wrong.toString('base64url') })
    expect([refused.status, refused.body.error]).toEqual([400, incorrect])
  })
})

describe('refused', () => {
  const start = (name: string) =>
    `Key and encryption algorithm are incompatible. Key ${kids.get(name)}`
  it.each([
    [
      'rsa',
      'encrypt',
      'A128GCM',
      () =>
        `${start('rsa')} is of type 'RSA', and algorithm 'A128GCM' can only be used with a key of type 'oct-HSM'.`,
    ],
    [
      '128',
      'wrapkey',
      'RSA-OAEP',
      () =>
        `${start('128')} is of type 'oct-HSM', and algorithm 'RSA-OAEP' can only be used with a key of type 'RSA' or 'RSA-HSM'.`,
    ],
    [
      '128',
      'encrypt',
      'A256GCM',
      () =>
        `${start('128')} has 128 bits, and algorithm 'A256GCM' can only be used with a key of 256 bits.`,
    ],
    ['256', 'encrypt', 'A256KW', () => 'Property  has invalid value\r\n'],
    ['256', 'wrapkey', 'A256GCM', () => 'Property  has invalid value\r\n'],
    ['rsa', 'encrypt', 'RS256', () => 'Property  has invalid value\r\n'],
  ])('%s %s %s', async (name, operation, alg, message) => {
    const answer = await call(name, operation, { alg, value: plain })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual({ code: 'BadParameter', message: message() })
  })

  it('a key that has no such operation', async () => {
    const answer = await call('ec', 'encrypt', { alg: 'RSA-OAEP', value: plain })
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message: 'Operation encrypt is not permitted on this key.',
      innererror: { code: 'KeyOperationForbidden' },
    })
  })
})
