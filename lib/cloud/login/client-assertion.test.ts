import { createHash, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { ClientCertificateCredential } from '@azure/identity'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { claimsOf } from '#lib/testing/login.ts'
import { throughCloud } from '#lib/testing/through-cloud.ts'
import { issueTokenSigningCertificate } from '../http/certificates.ts'

const day = 86_400_000
const scope = 'https://vault.azure.net/.default'

interface Keyed {
  key: KeyObject
  pem: string
}

let cloud: TestCloud
let registered: Keyed
let expired: Keyed
let stranger: Keyed

async function keyedCertificate(madeAt = new Date()): Promise<Keyed> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { key: privateKey, pem: await issueTokenSigningCertificate(privateKey, madeAt) }
}

beforeAll(async () => {
  cloud = await startTestCloud()
  registered = await keyedCertificate()
  expired = await keyedCertificate(new Date(Date.now() - 4_000 * day))
  stranger = await keyedCertificate()
  for (const { pem } of [registered, expired]) {
    const answer = await cloud.control('POST', 'certificates', {
      clientId: application().clientId,
      certificate: pem,
    })
    expect(answer.status).toBe(201)
    expect((await answer.json()).thumbprint).toBe(
      new X509Certificate(pem).fingerprint.replaceAll(':', ''),
    )
  }
})
afterAll(() => cloud.close())

function application() {
  const found = cloud.credentials.applications.find((one) => one.name === 'automation')
  if (!found) throw new Error('There is no automation.')
  return found
}

interface Change {
  header?: Record<string, unknown>
  payload?: Record<string, unknown>
  signedBy?: KeyObject
  form?: Record<string, string>
}

/** Asks for a token with an assertion that is right but for the change. */
async function ask({ header, payload, signedBy, form }: Change = {}) {
  const { clientId } = application()
  const now = Math.floor(Date.now() / 1_000)
  const { raw } = new X509Certificate(registered.pem)
  const parts = [
    {
      alg: 'RS256',
      typ: 'JWT',
      x5t: createHash('sha1').update(raw).digest('base64url'),
      ...header,
    },
    {
      aud: `https://login.microsoftonline.com/${cloud.credentials.tenantId}/oauth2/v2.0/token`,
      iss: clientId,
      sub: clientId,
      jti: crypto.randomUUID(),
      nbf: now,
      exp: now + 600,
      ...payload,
    },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  const signature = sign('sha256', Buffer.from(parts.join('.')), signedBy ?? registered.key)
  const answer = await cloud.cloud.fetch(
    new Request(
      `https://login.microsoftonline.com/${cloud.credentials.tenantId}/oauth2/v2.0/token`,
      {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: clientId,
          scope,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: [...parts, signature.toString('base64url')].join('.'),
          ...form,
        }),
      },
    ),
    { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' },
  )
  return { status: answer.status, body: await answer.json() }
}

function thumbprintOf({ pem }: Keyed): string {
  return createHash('sha1').update(new X509Certificate(pem).raw).digest('base64url')
}

describe('a client assertion', () => {
  it('proves the application, as the token says', async () => {
    const { status, body } = await ask()
    expect(status, JSON.stringify(body)).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({
      oid: application().objectId,
      appidacr: '2',
      idtyp: 'app',
    })
  })

  it('names its certificate by either thumbprint', async () => {
    const { raw } = new X509Certificate(registered.pem)
    const sha256 = createHash('sha256').update(raw).digest('base64url')
    expect((await ask({ header: { x5t: undefined, 'x5t#S256': sha256 } })).status).toBe(200)
    const padded = `${thumbprintOf(registered)}=`
    expect((await ask({ header: { x5t: padded } })).status).toBe(200)
  })

  it('is that of Microsoft’s own client, over TLS', async () => {
    const credential = new ClientCertificateCredential(
      cloud.credentials.tenantId,
      application().clientId,
      {
        certificate: `${registered.key.export({ type: 'pkcs8', format: 'pem' })}${registered.pem}`,
      },
      throughCloud(cloud),
    )
    const { token } = await credential.getToken(scope)
    expect(claimsOf(token)).toMatchObject({ appidacr: '2' })
  })

  const past = Math.floor(Date.now() / 1_000) - 3_600

  it.each<[string, () => Change, number]>([
    ['another key', () => ({ signedBy: stranger.key }), 700027],
    [
      'a certificate that is not registered',
      () => ({ header: { x5t: thumbprintOf(stranger) }, signedBy: stranger.key }),
      700027,
    ],
    [
      'an expired certificate',
      () => ({ header: { x5t: thumbprintOf(expired) }, signedBy: expired.key }),
      700027,
    ],
    ['no algorithm', () => ({ header: { alg: 'none' } }), 700027],
    ['a symmetric algorithm', () => ({ header: { alg: 'HS256' } }), 700027],
    ['an end in the past', () => ({ payload: { nbf: past - 600, exp: past } }), 700024],
    ['a beginning to come', () => ({ payload: { nbf: past + 7_200, exp: past + 9_000 } }), 700024],
    ['no end', () => ({ payload: { exp: undefined } }), 50027],
    ['another audience', () => ({ payload: { aud: 'https://vault.azure.net' } }), 700023],
    ['another client', () => ({ payload: { sub: crypto.randomUUID() } }), 700021],
    ['no type', () => ({ form: { client_assertion_type: '' } }), 7000218],
    ['no token', () => ({ form: { client_assertion: 'x.y.z' } }), 50027],
  ])('is refused with %s', async (_, change, code) => {
    const { status, body } = await ask(change())
    expect([400, 401]).toContain(status)
    expect(body.error_codes).toEqual([code])
  })
})

it.each([
  ['no PEM', () => ({ clientId: application().clientId, certificate: 'x' })],
  [
    'an unknown application',
    () => ({ clientId: crypto.randomUUID(), certificate: registered.pem }),
  ],
  [
    'the certificate of another kind of key',
    () => ({ clientId: application().clientId, certificate: cloud.ca }),
  ],
])('a certificate is not registered with %s', async (_, body) => {
  expect((await cloud.control('POST', 'certificates', body())).status).toBe(400)
})
