import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NetworkRules } from '../arm/vaults/vault-record.ts'
import { listAudit, verifyAudit } from '../logs/audit.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import { createVaultApp } from './app.ts'
import {
  adminId,
  claims,
  openVaultUnderTest,
  policyEntry,
  subscription,
  tenant,
  type VaultUnderTest,
} from './vault-under-test.ts'

let vault: VaultUnderTest

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
})
afterEach(() => vault.close())

const who = 'appid=bbbbbbbb-0000-4000-8000-00000000000b;oid=aaaaaaaa-0000-4000-8000-000000000001'
const iss = `iss=https://sts.windows.net/${tenant.id}/`
const ecPolicy = {
  issuer: { name: 'Self' },
  key_props: { kty: 'EC' },
  x509_props: { subject: 'CN=a' },
}

describe('authentication (2.1, 2.2)', () => {
  it('challenges a request without a token before it looks at anything else', async () => {
    const answer = await vault.send('POST', '/certificates/no_such_name/create', {
      as: null,
      apiVersion: null,
      headers: { 'content-length': '0', 'x-ms-client-request-id': 'my-id-1' },
    })
    expect(answer.status).toBe(401)
    expect(answer.body).toEqual({
      error: {
        code: 'Unauthorized',
        message: 'AKV10000: Request is missing a Bearer or PoP token.',
      },
    })
    const header = answer.headers.get('www-authenticate')
    expect(header).toBe(
      `Bearer authorization="https://login.windows.net/${tenant.id}", resource="https://vault.azure.net"`,
    )
    expect(answer.headers.get('x-ms-keyvault-region')).toBe('westeurope')
    expect(answer.headers.get('x-ms-keyvault-network-info')).toBe(
      'conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;',
    )
    expect(answer.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers.get('x-ms-client-request-id')).toBe('my-id-1')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('pragma')).toBe('no-cache')
    expect(answer.headers.get('expires')).toBe('-1')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    [
      'bad:audience:https://management.azure.com/',
      'AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com/.',
    ],
    [
      'bad:issuer:https://sts.windows.net/x/',
      `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenant.id}/, found https://sts.windows.net/x/.`,
    ],
    ['bad:expired', 'AKV10035: Error validating token: the token is expired.'],
    ['bad:signature', 'AKV10046: Error validating token: its signature is not valid.'],
    ['bad:other', 'AKV10001: Error validating token: it is not a signed JSON web token.'],
  ])('refuses the token %s', async (token, message) => {
    const answer = await vault.send('GET', '/certificates', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.status).toBe(401)
    expect(answer.body.error).toEqual({ code: 'Unauthorized', message })
    expect(answer.headers.get('www-authenticate')).toContain(', error="invalid_token"')
  })

  it('refuses a token of another tenant than the vault has', async () => {
    const other = 'dddddddd-0000-4000-8000-00000000000d'
    const answer = await vault.send('GET', '/certificates', {
      as: { tid: other, iss: `https://sts.windows.net/${other}/` },
    })
    expect(answer.status).toBe(401)
    expect(answer.body.error.message).toContain(`found https://sts.windows.net/${other}/.`)
  })
})

it('answers for a host without a vault as nobody', async () => {
  const answer = await vault.send('GET', 'https://nobody.vault.azure.net/secrets')
  expect(answer.status).toBe(404)
  expect(answer.body.error.code).toBe('VaultNotFound')
})

describe('network (8, order of checks)', () => {
  const deny: NetworkRules = {
    bypass: 'AzureServices',
    defaultAction: 'Deny',
    ipRules: [{ value: '203.0.113.0/26' }, { value: '127.0.0.1/32' }],
    virtualNetworkRules: [],
  }

  it('lets listed addresses in and names the others', async () => {
    await vault.addVault({ name: 'walled', networkAcls: deny })
    const from = (remoteAddress: string) =>
      vault.send('GET', 'https://walled.vault.azure.net/certificates', { remoteAddress })
    expect((await from('127.0.0.1')).status).toBe(200)
    expect((await from('::ffff:127.0.0.1')).status).toBe(200)
    expect((await from('203.0.113.63')).status).toBe(200)
    expect((await from('203.0.113.64')).body.error).toEqual({
      code: 'Forbidden',
      message: `Client address is not authorized and caller is not a trusted service.\r\nClient address: 203.0.113.64\r\nCaller: ${who};${iss}\r\nVault: walled;location=westeurope`,
      innererror: { code: 'ForbiddenByFirewall' },
    })
    expect((await from('::1')).status).toBe(403)
  })

  it('says when the caller was ignored because of the bypass', async () => {
    await vault.addVault({
      name: 'walled',
      networkAcls: { ...deny, ipRules: [], bypass: 'None' },
    })
    const answer = await vault.send('GET', 'https://walled.vault.azure.net/certificates')
    expect(answer.body.error.message).toContain('caller was ignored because bypass is set to None')
  })

  it('refuses everyone when public access is off, before permissions count', async () => {
    await vault.addVault({ name: 'closed', publicNetworkAccess: 'disabled', accessPolicies: [] })
    const answer = await vault.send('GET', 'https://closed.vault.azure.net/certificates')
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message: `Public network access is disabled and request is not from a trusted service nor via an approved private link.\r\nCaller: ${who};${iss}\r\nVault: closed;location=westeurope`,
      innererror: { code: 'ForbiddenByConnection' },
    })
  })
})

describe('permission comes before validation (8)', () => {
  const someone = 'aaaaaaaa-0000-4000-8000-000000000009'

  it('words the refusal of an access policy', async () => {
    const answer = await vault.send('GET', '/secrets/bad_name', {
      as: { oid: someone, groups: ['g1', 'g2'] },
      apiVersion: '7.9',
    })
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message: `The user, group or application 'appid=bbbbbbbb-0000-4000-8000-00000000000b;oid=${someone};numgroups=2;${iss}' does not have secrets get permission on key vault 'kv;location=westeurope'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287`,
      innererror: { code: 'ForbiddenByPolicy' },
    })
  })

  it('words the refusal of role assignments', async () => {
    await vault.addVault({ name: 'rbac', enableRbacAuthorization: true })
    const answer = await vault.send('GET', 'https://rbac.vault.azure.net/secrets/Name1')
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message:
        'Caller is not authorized to perform action on resource.\r\nIf role assignments, deny assignments or role definitions were changed recently, please observe propagation time.\r\n' +
        `Caller: ${who};${iss}\r\nAction: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'\r\n` +
        `Resource: '/subscriptions/${subscription}/resourcegroups/rg/providers/microsoft.keyvault/vaults/rbac/secrets/name1'\r\n` +
        "Assignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: rbac;location=westeurope\r\n",
      innererror: { code: 'ForbiddenByRbac' },
    })
  })

  it('takes groups, and an application entry only with that application and a user', async () => {
    const group = 'eeeeeeee-0000-4000-8000-000000000001'
    const appid = 'bbbbbbbb-0000-4000-8000-0000000000ff'
    await vault.addVault({
      name: 'shared',
      accessPolicies: [
        policyEntry(group.toUpperCase(), { certificates: ['LIST'] }),
        policyEntry(someone, { certificates: ['get'] }, appid),
      ],
    })
    const get = (path: string, as: object) =>
      vault.send('GET', `https://shared.vault.azure.net/certificates${path}`, { as })
    expect((await get('', { oid: someone, groups: [group] })).status).toBe(200)
    expect((await get('', { oid: someone })).status).toBe(403)
    expect((await get('/x', { oid: someone })).status).toBe(403)
    expect((await get('/x', { oid: someone, appid })).status).toBe(404)
    expect((await get('/x', { oid: someone, appid, idtyp: 'app' })).status).toBe(403)
  })

  it('counts an assignment on one object for that object only', async () => {
    await vault.addVault({ name: 'rbac', enableRbacAuthorization: true })
    const scope = `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/rbac/certificates/www`
    await vault.assignRole('Key Vault Certificates Officer', someone, scope)
    const get = (path: string) =>
      vault.send('GET', `https://rbac.vault.azure.net/certificates${path}`, {
        as: { oid: someone },
      })
    const allowed = await get('/WWW')
    expect(allowed.status).toBe(404)
    expect(allowed.headers.get('x-ms-keyvault-rbac-assignment-id')).toMatch(/^0{8}-/)
    expect((await get('/other')).status).toBe(403)
    expect((await get('')).status).toBe(403)
  })
})

describe('requests (3)', () => {
  it.each([
    [null, 'api-version must be specified'],
    [
      '7.9',
      'The specified version (7.9) is not recognized. Consider using the latest supported version (2025-07-01).',
    ],
  ])('refuses the api-version %s', async (apiVersion, message) => {
    const answer = await vault.send('GET', '/certificates', { apiVersion })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual({ code: 'BadParameter', message })
  })

  it.each([
    '2016-10-01',
    '7.0',
    '7.1',
    '7.2',
    '7.3',
    '7.4',
    '7.5',
    '7.6',
    '7.1-preview',
    '7.3-preview',
    '7.6-preview.2',
    '2025-07-01',
    '2026-04-01',
  ])('takes the api-version %s', async (apiVersion) => {
    expect((await vault.send('GET', '/certificates', { apiVersion })).status).toBe(200)
  })

  it('takes doubled slashes, an empty version, other case, and X-HTTP-METHOD', async () => {
    await vault.send('POST', '/certificates/Web-1/create', { body: { policy: ecPolicy } })
    await vault.app.settled()
    for (const path of ['//certificates/web-1', '/certificates/WEB-1/', '/Certificates/web-1/']) {
      const answer = await vault.send('GET', path)
      expect(answer.status).toBe(200)
      expect(answer.body.id).toContain('https://kv.vault.azure.net/certificates/Web-1/')
    }
    const patched = await vault.send('POST', '/certificates/web-1/', {
      headers: { 'x-http-method': 'patch' },
      body: { attributes: { enabled: false } },
    })
    expect(patched.body.attributes.enabled).toBe(false)
    const deleted = await vault.send('POST', '/certificates/web-1', {
      headers: { 'X-HTTP-METHOD': 'DELETE' },
    })
    expect(deleted.body.recoveryId).toBe('https://kv.vault.azure.net/deletedcertificates/Web-1')
  })

  it.each([
    [
      'GET',
      '/certificates/my_cert',
      undefined,
      'The request URI contains an invalid name: my_cert',
    ],
    ['GET', `/secrets/${'a'.repeat(128)}`, undefined, undefined],
    ['GET', '/certificates/a%2Fb', undefined, 'The request URI contains an invalid name: a/b'],
    ['GET', '/certificates/%E0%A4%A', undefined, undefined],
    ['GET', '/certificates/a/nothex', undefined, undefined],
    ['GET', '/certificates?maxresults=26', undefined, undefined],
    ['GET', '/certificates?maxresults=0', undefined, undefined],
    ['GET', '/certificates?$skiptoken=zzz', undefined, undefined],
    ['GET', '/certificates?includePending=yes', undefined, undefined],
    ['POST', '/certificates/a/create', 'text', undefined],
    ['POST', '/certificates/a/create', [], undefined],
    ['POST', '/nothing/at/all', {}, undefined],
  ])('answers %s %s with 400', async (method, path, body, message) => {
    const answer = await vault.send(method, path, { body })
    expect(answer.status).toBe(400)
    expect(answer.body.error.code).toBe('BadParameter')
    if (message) expect(answer.body.error.message).toBe(message)
  })

  it('refuses a body above its bound without reading it all', async () => {
    const answer = await vault.send('POST', '/certificates/a/import', {
      body: { value: 'A'.repeat(3_000_000) },
    })
    expect(answer.status).toBe(413)
  })

  it('names recoverableDays from 7.1 on', async () => {
    await vault.send('POST', '/certificates/a/create', { body: { policy: ecPolicy } })
    await vault.app.settled()
    const days = async (apiVersion: string) =>
      (await vault.send('GET', '/certificates/a', { apiVersion })).body.attributes.recoverableDays
    expect([await days('7.0'), await days('7.1')]).toEqual([undefined, 90])
  })
})

describe('audit (10.1)', () => {
  it('records every request before its answer, refused ones too', async () => {
    await vault.send('GET', '/certificates', { as: null })
    await vault.send('GET', '/certificates', { as: { oid: 'nobody' } })
    await vault.send('GET', '/certificates/none', { headers: { 'user-agent': 'test/1' } })
    const records = vault.ctx.store.read((db) => listAudit(db, null, 10)).toReversed()
    expect(records.map((one) => [one.operationName, one.resultSignature, one.resultType])).toEqual([
      ['Authentication', 'Unauthorized', 'Success'],
      ['CertificateList', 'Forbidden', 'Success'],
      ['CertificateGet', 'Not Found', 'Success'],
    ])
    expect(records[2]).toMatchObject({
      category: 'AuditEvent',
      callerIpAddress: '127.0.0.1',
      operationVersion: '7.6',
      identity: { claim: { oid: adminId, upn: 'admin@contoso.example', appidacr: '0' } },
      properties: {
        id: 'https://kv.vault.azure.net/certificates/none',
        clientInfo: 'test/1',
        httpStatusCode: 404,
        isAccessPolicyMatch: true,
        tlsVersion: 'TLS1_3',
      },
    })
    expect(vault.ctx.store.read(verifyAudit)).toBeNull()
  })

  it('answers nothing and changes nothing when the record cannot be kept', async () => {
    await vault.send('POST', '/certificates/a/create', { body: { policy: ecPolicy } })
    await vault.app.settled()
    const app = createVaultApp({
      ...vault.ctx,
      store: {
        ...vault.ctx.store,
        write: () => Promise.reject(new StoreUnavailableError('The disk is full.')),
      },
    })
    const token = Buffer.from(JSON.stringify(claims())).toString('base64url')
    for (const [method, path] of [
      ['GET', 'secrets/a'],
      ['DELETE', 'certificates/a'],
      ['GET', 'nothing'],
    ] as const) {
      const response = await app.fetch(
        new Request(`https://kv.vault.azure.net/${path}?api-version=7.6`, {
          method,
          headers: { authorization: `Bearer ${token}` },
        }),
        { remoteAddress: '127.0.0.1', tlsVersion: null },
      )
      expect(response.status).toBe(503)
      expect(await response.json()).toEqual({
        error: {
          code: 'ServiceUnavailable',
          message: 'The service is unavailable. Retry later.',
        },
      })
    }
    expect((await vault.send('GET', '/certificates/a')).status).toBe(200)
  })

  it('keeps what went wrong inside to itself', async () => {
    const app = createVaultApp({
      ...vault.ctx,
      clock: {
        now() {
          if (!failing) return new Date()
          failing = false
          throw new Error('secret detail')
        },
      },
    })
    let failing = true
    const token = Buffer.from(JSON.stringify(claims())).toString('base64url')
    const response = await app.fetch(
      new Request('https://kv.vault.azure.net/certificates?api-version=7.6', {
        headers: { authorization: `Bearer ${token}` },
      }),
      { remoteAddress: '127.0.0.1', tlsVersion: null },
    )
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret detail')
    expect(JSON.stringify(vault.lines)).toContain('secret detail')
  })
})
