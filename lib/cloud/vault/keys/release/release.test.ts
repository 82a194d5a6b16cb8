import {
  constants,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  verify,
} from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../../vault-under-test.ts'
import { attest, attestationKey } from './attestation.ts'

let under: VaultUnderTest
const host = 'https://gold.vault.azure.net'
const authority = 'https://sharedweu.weu.attest.azure.net'
const now = Date.parse('2026-05-01T08:00:00.000Z') / 1000
const target = generateKeyPairSync('rsa', { modulusLength: 2048 })
const runtimeKey = {
  ...target.publicKey.export({ format: 'jwk' }),
  kid: 'TpmEphemeralEncryptionKey',
  key_ops: ['encrypt'],
}
const claims = {
  'x-ms-compliance-status': 'azure-compliant-cvm',
  'x-ms-isolation-tee': { 'x-ms-attestation-type': 'sevsnpvm', debuggable: false },
  'x-ms-runtime': { keys: [runtimeKey] },
}

const encode = (policy: object) =>
  Buffer.from(JSON.stringify({ version: '1.0.0', ...policy })).toString('base64url')
const needs = (...conditions: object[]) => encode({ anyOf: [{ authority, allOf: conditions }] })
const compliant = { claim: 'x-ms-compliance-status', equals: 'azure-compliant-cvm' }

async function create(name: string, data = needs(compliant), body: object = {}) {
  const answer = await under.send('POST', `${host}/keys/${name}/create`, {
    body: {
      kty: 'RSA-HSM',
      attributes: { exportable: true },
      release_policy: { data },
      ...body,
    },
  })
  expect(answer.status).toBe(200)
  return answer.body
}

async function release(name: string, over: { claims?: object; authority?: string } = {}) {
  const token = await attest(
    under.ctx.store,
    { authority: over.authority ?? authority, claims: { ...claims, ...over.claims } },
    now,
  )
  return under.send('POST', `${host}/keys/${name}/release`, {
    body: { target: token, nonce: 'n-1' },
  })
}

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
})
afterAll(() => under.close())

function parts(jws: string) {
  const [head = '', body = '', seal = ''] = jws.split('.')
  const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString())
  return { content: `${head}.${body}`, payload: read(body), seal: Buffer.from(seal, 'base64url') }
}

describe('a key that may be released', () => {
  it.each([
    ['CKM_RSA_AES_KEY_WRAP', 'sha1'],
    ['RSA_AES_KEY_WRAP_256', 'sha256'],
    ['RSA_AES_KEY_WRAP_384', 'sha384'],
  ])('comes out under the key of the environment, by %s', async (enc, oaepHash) => {
    const made = await create('free')
    const token = await attest(under.ctx.store, { authority, claims }, now)
    const { status, body } = await under.send('POST', `${made.key.kid}/release`, {
      body: { target: token, nonce: 'n-1', enc },
    })
    expect(status).toBe(200)
    const { content, payload, seal } = parts(body.value)
    const { publicKey } = await attestationKey(under.ctx.store)
    expect(verify('sha256', Buffer.from(content), publicKey, seal)).toBe(true)
    expect(payload.request).toEqual({
      'api-version': '7.6',
      enc,
      kid: made.key.kid,
      nonce: 'n-1',
    })
    const { key_hsm, ...shown } = payload.response.key.key
    expect(shown).toEqual(made.key)
    const blob = JSON.parse(Buffer.from(key_hsm, 'base64url').toString())
    expect(blob.header).toEqual({ kid: 'TpmEphemeralEncryptionKey', alg: 'dir', enc })
    const ciphertext = Buffer.from(blob.ciphertext, 'base64url')
    const padding = constants.RSA_PKCS1_OAEP_PADDING
    const aes = privateDecrypt(
      { key: target.privateKey, padding, oaepHash },
      ciphertext.subarray(0, 256),
    )
    const cipher = createDecipheriv('id-aes256-wrap-pad', aes, Buffer.from('a65959a6', 'hex'))
    const der = Buffer.concat([cipher.update(ciphertext.subarray(256)), cipher.final()])
    const opened = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
    expect(opened.export({ format: 'jwk' }).n).toBe(made.key.n)
  })

  it('also when it is expired', async () => {
    await create('old', undefined, { attributes: { exportable: true, exp: 1 } })
    expect((await release('old')).status).toBe(200)
  })
})

describe('the policy', () => {
  const nested = { claim: 'x-ms-isolation-tee.x-ms-attestation-type', equals: 'sevsnpvm' }
  const never = { claim: 'x-ms-compliance-status', equals: 'no' }
  const cases: [string, string, boolean][] = [
    ['all of two', needs(compliant, nested), true],
    ['all of two, one unmet', needs(compliant, never), false],
    ['a claim that is absent', needs({ claim: 'none', equals: 'x' }), false],
    [
      'a claim that is an object',
      needs({ claim: 'x-ms-runtime', equals: '[object Object]' }),
      false,
    ],
    ['no such path', needs({ claim: 'x-ms-isolation-tee.', equals: 'x' }), false],
    ['a boolean as text', needs({ claim: 'x-ms-isolation-tee.debuggable', equals: 'false' }), true],
    ['a boolean', needs({ claim: 'x-ms-isolation-tee.debuggable', equals: false }), true],
    ['any of two', encode({ anyOf: [{ authority, anyOf: [never, compliant] }] }), true],
    [
      'another authority first',
      encode({
        anyOf: [
          { authority: 'https://x', allOf: [compliant] },
          { authority, allOf: [nested] },
        ],
      }),
      true,
    ],
    [
      'only another authority',
      encode({ anyOf: [{ authority: 'https://x', allOf: [compliant] }] }),
      false,
    ],
    [
      'all of two authorities',
      encode({
        allOf: [
          { authority, allOf: [nested] },
          { authority: 'https://x', allOf: [nested] },
        ],
      }),
      false,
    ],
    [
      'conditions in conditions',
      encode({
        anyOf: [{ authority: `${authority}/`, allOf: [{ anyOf: [never, nested] }, compliant] }],
      }),
      true,
    ],
  ]
  it.each(cases)('%s', async (_, data, met) => {
    await create('judged', data)
    // The policy belongs to the name: another creation replaces it.
    const answer = await release('judged')
    if (met) return expect(answer.status).toBe(200)
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message: 'Target environment does not meet key release requirements.',
    })
  })

  it('without an authority is refused when it is set', async () => {
    const answer = await under.send('POST', `${host}/keys/lone/create`, {
      body: {
        kty: 'EC-HSM',
        attributes: { exportable: true },
        release_policy: { data: encode({ anyOf: [{ allOf: [compliant] }] }) },
      },
    })
    expect(answer.body.error.message).toContain('it names no authority')
  })
})

describe('refused', () => {
  it('an attestation that cannot be trusted', async () => {
    await create('guarded')
    const good = await attest(under.ctx.store, { authority, claims }, now)
    const [head, , seal] = good.split('.')
    const forged = Buffer.from(JSON.stringify({ ...claims, iss: authority, nbf: 0, exp: now * 2 }))
    for (const token of [
      'x',
      good.slice(0, -8),
      `${head}.${forged.toString('base64url')}.${seal}`,
      await attest(under.ctx.store, { authority, claims }, now - 9 * 3600),
      await attest(under.ctx.store, { authority, claims }, now + 10),
    ]) {
      const answer = await under.send('POST', `${host}/keys/guarded/release`, {
        body: { target: token },
      })
      expect(answer.status).toBe(403)
      expect(answer.body.error.message).toBe(
        'Target environment attestation statement cannot be verified.',
      )
    }
  })

  it('an environment without a key of its own', async () => {
    await create('keyless')
    for (const keys of [
      [],
      [{ ...runtimeKey, key_ops: ['sign'] }],
      [{ ...runtimeKey, n: 'AQAB' }],
    ]) {
      const answer = await release('keyless', { claims: { 'x-ms-runtime': { keys } } })
      expect([answer.status, answer.body.error.message]).toEqual([
        403,
        'Target environment attestation statement has no key to encrypt to.',
      ])
    }
  })

  it('a body that lacks the target or asks for another method', async () => {
    await create('asked')
    const path = `${host}/keys/asked/release`
    const none = await under.send('POST', path, { body: {} })
    expect(none.body.error.message).toBe("Property 'target' is required.\r\n")
    const other = await under.send('POST', path, { body: { target: 'x', enc: 'A256KW' } })
    expect(other.body.error.message).toBe('Property  has invalid value\r\n')
  })

  it('a key that is missing, disabled or not exportable', async () => {
    expect((await release('none')).body.error.code).toBe('KeyNotFound')
    await under.send('POST', `${host}/keys/kept/create`, { body: { kty: 'EC-HSM' } })
    expect((await release('kept')).body.error).toEqual({
      code: 'Forbidden',
      message: 'Operation release is not permitted on this key.',
      innererror: { code: 'KeyOperationForbidden' },
    })
    await create('off', undefined, { attributes: { exportable: true, enabled: false } })
    expect((await release('off')).body.error.innererror.code).toBe('KeyDisabled')
  })
})
