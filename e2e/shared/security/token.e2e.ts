import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { signJwt } from '../../../lib/cloud/login/jwt.ts'
import { openSigningKey, type SigningKey } from '../../../lib/cloud/login/signing-key.ts'
import { openStore } from '../../../lib/cloud/store/store.ts'
import { credentials, dataFolder } from '../control.ts'
import {
  application,
  cookieOf,
  presentToken,
  putAccount,
  type RawReply,
  signOutOverHttp,
  tokensOf,
} from '../http-session.ts'

const person = 'token-tests@contoso.example'

let key: SigningKey
let claims: Record<string, unknown> = {}
let header: Record<string, unknown> = {}
let access = ''
let idToken = ''

function part(token: string, at: number): Record<string, unknown> {
  const value: Record<string, unknown> = JSON.parse(
    Buffer.from(token.split('.')[at] ?? '', 'base64url').toString(),
  )
  return value
}

test.beforeAll(async () => {
  await putAccount(person, ['SecurityOperations'])
  const tokens = await tokensOf(person)
  access = tokens.access
  idToken = tokens.id
  header = part(access, 0)
  claims = part(access, 1)
  key = await signingKey()
})

/** The very key of the login service, out of a copy of its files: the worst forger is the one who has it. */
async function signingKey(): Promise<SigningKey> {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-key-'))
  cpSync(join(dataFolder(), 'cloud'), join(folder, 'cloud'), { recursive: true })
  const store = openStore(folder)
  try {
    return await openSigningKey(store)
  } finally {
    store.close()
    rmSync(folder, { recursive: true })
  }
}

function expectRefused(reply: RawReply, about: string): void {
  expect.soft(reply.status, `${about}: ${reply.text}`).toBe(401)
  expect.soft(reply.headers['content-type'], about).toBe('application/problem+json')
  expect.soft(cookieOf(reply), about).toBeNull()
  // The refusal does not say back what it was given.
  expect.soft(reply.text, about).not.toMatch(/eyJ/)
}

test('a token with all the right claims begins a session', async () => {
  const reply = await presentToken(signJwt(key, claims))
  expect(reply.status).toBe(201)
  await signOutOverHttp({ cookie: cookieOf(reply) ?? '' })
})

test('no token of another tenant, issuer, audience, application or time begins a session', async () => {
  const other = randomUUID()
  const now = Math.floor(Date.now() / 1_000)
  const { clientId } = application('automation')
  const forged: Record<string, Record<string, unknown>> = {
    'another tenant': { tid: other, iss: `https://login.microsoftonline.com/${other}/v2.0` },
    'another tenant under our issuer': { tid: other },
    'the issuer of another tenant': { iss: `https://login.microsoftonline.com/${other}/v2.0` },
    'the v1.0 issuer of another tenant': { iss: `https://sts.windows.net/${other}/` },
    'an issuer on a host of its own': {
      iss: `https://login.microsoftonline.com.evil.example/${credentials().tenantId}/v2.0`,
    },
    'no issuer': { iss: undefined },
    'the audience of Key Vault': { aud: 'https://vault.azure.net' },
    'the audience of Resource Manager': { aud: 'https://management.azure.com' },
    'the audience of another application': { aud: clientId },
    'no audience': { aud: undefined },
    'another application that asked': { azp: clientId },
    'no application that asked': { azp: undefined },
    'another permission': { scp: 'user_impersonation' },
    'a permission that begins like ours': { scp: 'access_as_user_not' },
    'no permission': { scp: undefined },
    'an application instead of a person': { idtyp: 'app', scp: undefined },
    'no person': { oid: undefined },
    'no tenant': { tid: undefined },
    'an end in the past': { exp: now - 61, nbf: now - 3_600, iat: now - 3_600 },
    'no end': { exp: undefined },
    'a beginning in the future': { nbf: now + 600 },
  }
  for (const [about, changed] of Object.entries(forged)) {
    expectRefused(await presentToken(signJwt(key, { ...claims, ...changed })), about)
  }
})

test('no token that the tenant did not sign so begins a session', async () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = encode(claims)
  const [head = '', , seal = ''] = access.split('.')
  const publicKey = key.publicKey.export({ type: 'spki', format: 'pem' })
  const hs256 = `${encode({ ...header, alg: 'HS256' })}.${body}`
  const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const forger = { ...key, privateKey: stranger.privateKey, publicKey: stranger.publicKey }
  const promoted = encode({ ...claims, roles: ['Auditor', 'Developer', 'SecurityOperations'] })
  const forged: Record<string, string> = {
    'algorithm none': `${encode({ alg: 'none', typ: 'JWT' })}.${body}.`,
    'algorithm none with a signature': `${encode({ ...header, alg: 'none' })}.${body}.${seal}`,
    'HS256 by the public key': `${hs256}.${createHmac('sha256', publicKey).update(hs256).digest('base64url')}`,
    'a key of its own under our key id': signJwt(forger, claims),
    'a key of its own under its own key id': signJwt({ ...forger, kid: 'mine' }, claims),
    'a key in its header': `${encode({ ...header, jwk: stranger.publicKey.export({ format: 'jwk' }) })}.${body}.${seal}`,
    'a changed claim': `${head}.${promoted}.${seal}`,
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'an ID token': idToken,
    'no token at all': 'token',
  }
  for (const [about, token] of Object.entries(forged)) {
    expectRefused(await presentToken(token), about)
  }
})

test('no token of an application begins a session', async () => {
  const { clientId, clientSecret } = application('automation')
  const reply = await fetch(
    `http://localhost:${process.env.E2E_PORT}/embedded/login/${credentials().tenantId}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: `api://${application('console').clientId}/.default`,
      }),
    },
  )
  const { access_token: token }: { access_token?: string } = await reply.json()
  expect(token).toMatch(/^eyJ/)
  expectRefused(await presentToken(token ?? ''), 'client credentials')
})

test('a token with no role, or with one of somebody else, opens no view', async () => {
  for (const roles of [undefined, [], ['securityoperations'], ['Owner'], 'SecurityOperations']) {
    const reply = await presentToken(signJwt(key, { ...claims, roles }))
    expect(reply.status).toBe(201)
    const info: { roles: string[] } = JSON.parse(reply.text)
    expect(info.roles).toEqual([])
    await signOutOverHttp({ cookie: cookieOf(reply) ?? '' })
  }
})
