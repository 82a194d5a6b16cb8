import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, openTestLogin, type TestLogin } from '#lib/testing/login.ts'
import { createTokenVerifier, type TokenVerifier } from './verify.ts'

const vault = 'https://vault.azure.net'
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const ecKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey

let login: TestLogin
let verifier: TokenVerifier
let header: Record<string, unknown>
let claims: Record<string, unknown>
let good: string

beforeAll(async () => {
  login = await openTestLogin()
  // A verifier of its own, so that no case is answered from what another one left behind.
  verifier = createTokenVerifier({
    key: login.key,
    tenantId: login.credentials.tenantId,
    now: () => login.time.now,
  })
  const answer = await login.token({
    grant_type: 'client_credentials',
    client_id: login.automation.clientId,
    client_secret: login.automation.clientSecret,
    scope: `${vault}/.default`,
  })
  good = String(answer.body.access_token)
  header = JSON.parse(Buffer.from(good.split('.')[0] ?? '', 'base64url').toString())
  claims = claimsOf(good)
})
afterAll(() => login.close())

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  )
}

/** Signs whatever header and payload with RS256. */
function forge(head: unknown, payload: unknown, key: KeyObject = login.key.privateKey): string {
  const content = `${encode(head)}.${encode(payload)}`
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`
}

function judge(token: string, audiences: string[] = [vault]) {
  const verdict = verifier.verify(token, { audiences })
  return verdict.ok ? 'accepted' : verdict.reason
}

type Case = [name: string, token: () => string, reason: string]

const withHeader =
  (change: object): (() => string) =>
  () =>
    forge({ ...header, ...change }, claims)
const withClaims =
  (change: object): (() => string) =>
  () =>
    forge(header, { ...claims, ...change })
const without =
  (name: string): (() => string) =>
  () => {
    const { [name]: _, ...rest } = claims
    return forge(header, rest)
  }
const seconds = () => Math.floor(login.time.now / 1_000)

const algorithms: Case[] = [
  [
    'alg none without signature',
    () => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`,
    'malformed',
  ],
  ['alg none with a signature', withHeader({ alg: 'none' }), 'signature'],
  ['alg None', withHeader({ alg: 'None' }), 'signature'],
  ['alg empty', withHeader({ alg: '' }), 'signature'],
  ['alg absent', withHeader({ alg: undefined }), 'signature'],
  ['alg a list', withHeader({ alg: ['RS256'] }), 'signature'],
  ['alg in lower case', withHeader({ alg: 'rs256' }), 'signature'],
  ...['RS384', 'RS512', 'PS256', 'ES256', 'HS256', 'EdDSA'].map(
    (alg): Case => [`alg ${alg} over an RS256 signature`, withHeader({ alg }), 'signature'],
  ),
  ['HS256 with the public key as the secret', () => hs256('pem'), 'signature'],
  ['HS256 with the public key as DER', () => hs256('der'), 'signature'],
  ['ES256 by a key of the sender', () => es256(), 'signature'],
]

function hs256(format: 'pem' | 'der'): string {
  const secret =
    format === 'pem'
      ? login.key.publicKey.export({ type: 'spki', format: 'pem' })
      : login.key.publicKey.export({ type: 'spki', format: 'der' })
  const content = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`
}

function es256(): string {
  const content = `${encode({ ...header, alg: 'ES256' })}.${encode(claims)}`
  const options = { key: ecKey, dsaEncoding: 'ieee-p1363' } as const
  return `${content}.${sign('sha256', Buffer.from(content), options).toString('base64url')}`
}

const keys: Case[] = [
  ['signed by another key under our kid', () => forge(header, claims, stranger), 'signature'],
  ['kid unknown', withHeader({ kid: 'another' }), 'signature'],
  ['kid absent', withHeader({ kid: undefined }), 'signature'],
  ['kid a path', withHeader({ kid: '../../dev/null' }), 'signature'],
  ['kid an injection', withHeader({ kid: "x' UNION SELECT 'key" }), 'signature'],
  [
    'jwk brought along',
    () => forge({ ...header, jwk: jwkOf(stranger) }, claims, stranger),
    'malformed',
  ],
  ['jku', withHeader({ jku: 'https://evil.example/keys' }), 'malformed'],
  ['x5u', withHeader({ x5u: 'https://evil.example/cert' }), 'malformed'],
  ['x5c', withHeader({ x5c: ['MIIB'] }), 'malformed'],
  ['crit', withHeader({ crit: ['exp'] }), 'malformed'],
  ['b64', withHeader({ b64: false }), 'malformed'],
  ['zip', withHeader({ zip: 'DEF' }), 'malformed'],
  ['typ of something else', withHeader({ typ: 'JOSE' }), 'malformed'],
]

function jwkOf(key: KeyObject): object {
  const { n, e } = key.export({ format: 'jwk' })
  return { kty: 'RSA', n, e }
}

const shapes: Case[] = [
  ['empty', () => '', 'malformed'],
  ['a word', () => 'token', 'malformed'],
  ['two parts', () => good.split('.').slice(0, 2).join('.'), 'malformed'],
  ['unsigned: third part empty', () => `${good.split('.').slice(0, 2).join('.')}.`, 'malformed'],
  ['four parts', () => `${good}.x`, 'malformed'],
  ['five parts, as an encrypted token', () => `${good}.x.y`, 'malformed'],
  ['a space inside', () => good.replace('.', '. '), 'malformed'],
  ['padding', () => `${good}=`, 'malformed'],
  ['standard base64', () => good.replace(/.$/, '+'), 'malformed'],
  ['header no JSON', () => forge('hello', claims), 'malformed'],
  ['header a list', () => forge([header], claims), 'malformed'],
  ['payload no JSON', () => forge(header, 'hello'), 'malformed'],
  ['payload null', () => forge(header, null), 'malformed'],
  ['payload a number', () => forge(header, 1), 'malformed'],
  ['payload changed after signing', () => changePayload(), 'signature'],
  ['signature of another token', () => swapSignature(), 'signature'],
  ['signature cut', () => cutSignature(), 'signature'],
  ['last character with spare bits', () => spareBits(), 'malformed'],
  ['longer than any token', () => forge(header, { ...claims, x: 'x'.repeat(20_000) }), 'malformed'],
]

function changePayload(): string {
  const [head, , seal] = good.split('.')
  return `${head}.${encode({ ...claims, oid: 'another' })}.${seal}`
}

function swapSignature(): string {
  const other = forge(header, { ...claims, uti: 'another' })
  return [...good.split('.').slice(0, 2), other.split('.')[2]].join('.')
}

function cutSignature(): string {
  const [head, body, seal = ''] = good.split('.')
  return `${head}.${body}.${Buffer.from(seal, 'base64url').subarray(1).toString('base64url')}`
}

/** 256 bytes end in a character of which two bits count: another spelling of the same bytes. */
function spareBits(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(good.at(-1) ?? '')
  return good.slice(0, -1) + alphabet[last + 1]
}

const times: Case[] = [
  ['expired this second', () => withClaims({ exp: seconds() })(), 'expired'],
  ['expired an hour ago', () => withClaims({ exp: seconds() - 3_600 })(), 'expired'],
  ['exp absent', without('exp'), 'malformed'],
  ['exp as text', () => withClaims({ exp: String(seconds() + 60) })(), 'malformed'],
  ['exp fractional', () => withClaims({ exp: seconds() + 60.5 })(), 'malformed'],
  [
    'exp beyond numbers',
    () => forge(header, JSON.stringify(claims).replace(/"exp":\d+/, '"exp":1e400')),
    'malformed',
  ],
  ['not valid for another minute', () => withClaims({ nbf: seconds() + 60 })(), 'not-yet-valid'],
  ['nbf absent', without('nbf'), 'malformed'],
  ['nbf null', withClaims({ nbf: null }), 'malformed'],
  ['iat absent', without('iat'), 'malformed'],
]

const otherTenant = '11111111-2222-3333-4444-555555555555'

const parties: Case[] = [
  ['aud of the management plane', withClaims({ aud: 'https://management.azure.com' }), 'audience'],
  ['aud with a slash', withClaims({ aud: `${vault}/` }), 'audience'],
  ['aud in another case', withClaims({ aud: 'https://VAULT.azure.net' }), 'audience'],
  ['aud as a list', withClaims({ aud: [vault] }), 'malformed'],
  ['aud absent', without('aud'), 'malformed'],
  ['aud empty', withClaims({ aud: '' }), 'malformed'],
  [
    'iss of another tenant',
    withClaims({ iss: `https://sts.windows.net/${otherTenant}/` }),
    'issuer',
  ],
  [
    'iss of the other version',
    () =>
      withClaims({ iss: `https://login.microsoftonline.com/${login.credentials.tenantId}/v2.0` })(),
    'issuer',
  ],
  ['iss without its slash', () => withClaims({ iss: String(claims.iss).slice(0, -1) })(), 'issuer'],
  ['iss absent', without('iss'), 'malformed'],
  ['tid of another tenant', withClaims({ tid: otherTenant }), 'issuer'],
  ['tid absent', without('tid'), 'malformed'],
  ['oid absent', without('oid'), 'malformed'],
  ['oid an object', withClaims({ oid: { $ne: '' } }), 'malformed'],
  ['sub absent', without('sub'), 'malformed'],
  ['appid absent', without('appid'), 'malformed'],
  ['ver unknown', withClaims({ ver: '3.0' }), 'malformed'],
  ['groups no list', withClaims({ groups: 'admins' }), 'malformed'],
  ['roles of numbers', withClaims({ roles: [1] }), 'malformed'],
]

describe('refuses', () => {
  it.each([...algorithms, ...keys, ...shapes, ...times, ...parties])(
    '%s',
    (_name, token, reason) => {
      expect(judge(token())).toBe(reason)
    },
  )

  it('at least 60 kinds of wrong tokens', () => {
    const cases = [...algorithms, ...keys, ...shapes, ...times, ...parties]
    expect(cases.length).toBeGreaterThanOrEqual(60)
  })

  it('an id token where an access token is due', async () => {
    const { code, verifier: pkce } = await login.signIn()
    const answer = await login.token({
      grant_type: 'authorization_code',
      client_id: login.console.clientId,
      redirect_uri: 'http://localhost:3000/sign-in',
      code,
      code_verifier: pkce,
    })
    expect(judge(String(answer.body.access_token), [login.console.clientId])).toBe('accepted')
    expect(judge(String(answer.body.id_token), [login.console.clientId])).toBe('malformed')
  })

  it('a token of another cloud, which has keys of its own', async () => {
    const other = await openTestLogin()
    const answer = await other.token({
      grant_type: 'client_credentials',
      client_id: other.automation.clientId,
      client_secret: other.automation.clientSecret,
      scope: `${vault}/.default`,
    })
    expect(judge(String(answer.body.access_token))).toBe('signature')
    other.close()
  })
})

describe('accepts', () => {
  it('what the login service issued, until the second it expires', () => {
    expect(judge(good)).toBe('accepted')
    const before = login.time.now
    login.time.now = Number(claims.exp) * 1_000 - 1
    expect(judge(good)).toBe('accepted')
    login.time.now = Number(claims.exp) * 1_000
    // Also when it was seen before: what is remembered is the signature, not the verdict.
    expect(judge(good)).toBe('expired')
    login.time.now = before
  })

  it('and names the audience or issuer that it found instead', () => {
    expect(verifier.verify(good, { audiences: ['https://management.azure.com'] })).toEqual({
      ok: false,
      reason: 'audience',
      found: vault,
    })
    const foreign = withClaims({ tid: otherTenant })()
    expect(verifier.verify(foreign, { audiences: [vault] })).toEqual({
      ok: false,
      reason: 'issuer',
      found: `https://sts.windows.net/${otherTenant}/`,
    })
  })
})
