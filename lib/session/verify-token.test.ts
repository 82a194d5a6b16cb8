import { createLocalJWKSet, exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { azureClouds } from '#lib/azure/clouds.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import { createTokenVerifier, type VerifyToken } from './verify-token.ts'

const tenantId = 'c0ffee00-0000-4000-8000-000000000001'
const clientId = 'c0ffee00-0000-4000-8000-000000000002'
const other = 'c0ffee00-0000-4000-8000-00000000000f'
const now = new Date('2026-01-01T00:00:00Z')
const seconds = now.getTime() / 1000

const claims: JWTPayload = {
  aud: clientId,
  iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  tid: tenantId,
  oid: 'o1',
  azp: clientId,
  scp: 'access_as_user',
  name: 'Ops',
  preferred_username: 'ops@contoso.example',
  roles: ['SecurityOperations', 'Unknown'],
  iat: seconds,
  nbf: seconds,
  exp: seconds + 3600,
}

let keys: CryptoKeyPair
let strangers: CryptoKeyPair
let verify: VerifyToken

beforeAll(async () => {
  keys = await generateKeyPair('RS256')
  strangers = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
  verify = createTokenVerifier({
    cloud: azureClouds.public,
    tenantId,
    clientId,
    clock: { now: () => now },
    keys: createLocalJWKSet({ keys: [jwk] }),
  })
})

function sign(
  changes: Record<string, unknown> = {},
  key = keys.privateKey,
  kid = 'k1',
): Promise<string> {
  const payload = Object.fromEntries(
    Object.entries({ ...claims, ...changes }).filter(([, value]) => value !== undefined),
  )
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(key)
}

async function codeOf(token: string): Promise<string | undefined> {
  const error: unknown = await verify(token).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return failureOf(error)?.code
}

describe('the token of a session', () => {
  it('tells who it is and which of our roles they hold', async () => {
    expect(await verify(await sign())).toMatchObject({
      userId: 'o1',
      tenantId,
      name: 'Ops',
      userPrincipalName: 'ops@contoso.example',
      roles: ['SecurityOperations'],
      expiresAt: new Date((seconds + 3600) * 1000),
    })
  })

  it('may be of the v1.0 endpoint', async () => {
    const v1 = {
      aud: `api://${clientId}`,
      iss: `https://sts.windows.net/${tenantId}/`,
      azp: undefined,
      appid: clientId,
      preferred_username: undefined,
      upn: 'ops@contoso.example',
    }
    expect((await verify(await sign(v1))).userPrincipalName).toBe('ops@contoso.example')
  })

  it.each<[string, Record<string, unknown>]>([
    ['another audience', { aud: other }],
    ['Key Vault as audience', { aud: 'https://vault.azure.net' }],
    ['another issuer', { iss: 'https://evil.example/v2.0' }],
    ['the issuer of another tenant', { iss: `https://login.microsoftonline.com/${other}/v2.0` }],
    ['another tenant', { tid: other }],
    ['no tenant', { tid: undefined }],
    ['an end in the past', { exp: seconds - 61 }],
    ['no end', { exp: undefined }],
    ['a beginning in the future', { nbf: seconds + 61 }],
    ['no object id', { oid: undefined }],
    ['no scope, as an ID token', { scp: undefined }],
    ['another scope', { scp: 'User.Read' }],
    ['another application as holder', { azp: other }],
    ['no holder', { azp: undefined }],
    ['an application instead of a person', { idtyp: 'app' }],
  ])('is refused with %s', async (_name, changes) => {
    expect(await codeOf(await sign(changes))).toBe('signed-out')
  })

  it('is refused when signed by a stranger, also under our key id', async () => {
    expect(await codeOf(await sign({}, strangers.privateKey))).toBe('signed-out')
    expect(await codeOf(await sign({}, keys.privateKey, 'k2'))).toBe('signed-out')
  })

  it('is refused without a signature, with a shared secret, changed, or as garbage', async () => {
    const token = await sign()
    const [, payload = '', signature = ''] = token.split('.')
    const header = (alg: string) =>
      Buffer.from(JSON.stringify({ alg, kid: 'k1' })).toString('base64url')
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode('secret'.repeat(8)))
    const changed = Buffer.from(JSON.stringify({ ...claims, oid: 'o2' })).toString('base64url')
    const forged = [
      `${header('none')}.${payload}.`,
      hmac,
      `${header('RS256')}.${changed}.${signature}`,
      `${token}x`,
      'garbage',
      '',
      'a.b.c',
    ]
    for (const one of forged) expect(await codeOf(one), one).toBe('signed-out')
  })
})
