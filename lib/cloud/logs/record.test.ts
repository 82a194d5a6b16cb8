import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ArmUnderTest,
  everything,
  nobody,
  openArmUnderTest,
  owner,
  vaultRequest,
  vaults,
} from '../arm/arm-under-test.ts'
import { type AuditLine, listAudit } from './audit.ts'

// The members of a record, one by one, as the service writes them (protocol section 10.1).

let cloud: ArmUnderTest
const policies = 'https://kv-policies.vault.azure.net'
const roles = 'https://kv-roles.vault.azure.net'

beforeAll(async () => {
  cloud = await openArmUnderTest()
  await cloud.arm('PUT', `${vaults}/kv-policies`, {
    body: vaultRequest({ accessPolicies: [everything(owner)] }),
  })
  await cloud.arm('PUT', `${vaults}/kv-roles`, {
    body: vaultRequest({ enableRbacAuthorization: true }),
  })
  await cloud.assignRole('Key Vault Administrator', owner, `${vaults}/kv-roles`)
  await cloud.vault('POST', `${policies}/certificates/www/create`, {
    body: {
      policy: {
        issuer: { name: 'Self' },
        key_props: { kty: 'RSA', key_size: 2048 },
        secret_props: { contentType: 'application/x-pem-file' },
        x509_props: { subject: 'CN=www', validity_months: 12 },
      },
    },
  })
  await cloud.settled()
})

afterAll(() => cloud.close())

const headers = { 'user-agent': 'test/1', 'x-ms-client-request-id': 'the-call' }

async function recordOf(
  method: string,
  url: string,
  options: { as?: string | null; body?: unknown } = {},
): Promise<AuditLine | undefined> {
  const call = url.startsWith('https:') ? cloud.vault : cloud.arm
  await call(method, url, { headers, ...options })
  return listAudit(cloud.ctx.store, null, 1)[0]
}

const identity = {
  claim: {
    oid: owner,
    appid: 'bbbbbbbb-0000-4000-8000-00000000000b',
    appidacr: '0',
    xms_az_nwperimid: [],
    upn: '1@contoso.example',
    unique_name: '1@contoso.example',
  },
}

describe('the data plane', () => {
  it('writes all members', async () => {
    expect(await recordOf('GET', `${policies}/keys/www`)).toEqual({
      time: '2026-05-01T08:00:00.0000000Z',
      category: 'AuditEvent',
      operationName: 'KeyGet',
      operationVersion: '7.6',
      resultType: 'Success',
      resultSignature: 'OK',
      correlationId: 'the-call',
      callerIpAddress: '203.0.113.9',
      identity,
      resourceId: `${vaults}/kv-policies`.toUpperCase(),
      durationMs: expect.stringMatching(/^\d+$/),
      properties: {
        id: `${policies}/keys/www`,
        clientInfo: 'test/1',
        requestUri: `${policies}/keys/www?api-version=7.6`,
        httpStatusCode: 200,
        addrAuthType: 'PublicIP',
        isAddressAuthorized: true,
        isAccessPolicyMatch: true,
        tlsVersion: 'TLS1_3',
        keyProperties: { type: 'RSA', size: 2048 },
      },
    })
  })

  it.each<[string, string, object]>([
    ['SecretGet', '/secrets/www', { secretProperties: { type: 'application/x-pem-file' } }],
    [
      'CertificateGet',
      '/certificates/www',
      {
        certificateProperties: {
          attributes: { enabled: true },
          subject: 'CN=www',
          sha1: expect.stringMatching(/^[0-9A-F]{40}$/),
          sha256: expect.stringMatching(/^[0-9A-F]{64}$/),
          nbf: expect.stringMatching(/^2026-05-01T07:50:00\+00:00$/),
          exp: expect.stringMatching(/^2027-05-01T0\d:\d\d:\d\d\+00:00$/),
        },
      },
    ],
  ])('%s says of what kind the object is', async (operationName, path, properties) => {
    const record = await recordOf('GET', `${policies}${path}`)
    expect(record).toMatchObject({ operationName, properties })
    expect(JSON.stringify(record)).not.toMatch(/BEGIN|MII/)
  })

  it.each(['keys', 'secrets', 'certificates'])('a list of %s has no object', async (area) => {
    const properties = Object.keys((await recordOf('GET', `${policies}/${area}`))?.properties ?? {})
    expect(properties.filter((name) => name.endsWith('Properties'))).toEqual([])
  })

  it('names the assignment that gave the right', async () => {
    const record = await recordOf('GET', `${roles}/keys`)
    expect(record?.properties).toMatchObject({
      isRbacAuthorized: true,
      appliedAssignmentId: expect.stringMatching(/^0{8}-0000-4000-8000-\d{12}$/),
    })
    expect(record?.properties).not.toHaveProperty('isAccessPolicyMatch')
  })

  it.each([
    [policies, { isAccessPolicyMatch: false }],
    [roles, { isRbacAuthorized: false }],
  ])('%s: says that nothing gave the right', async (base, properties) => {
    expect(await recordOf('GET', `${base}/keys`, { as: nobody })).toMatchObject({
      resultType: 'Success',
      resultSignature: 'Forbidden',
      resultDescription: expect.stringContaining(nobody),
      properties: { httpStatusCode: 403, ...properties },
    })
  })

  it('calls a probe without a token Authentication', async () => {
    expect(await recordOf('GET', `${policies}/keys`, { as: null })).toMatchObject({
      operationName: 'Authentication',
      resultSignature: 'Unauthorized',
      identity: { claim: {} },
    })
  })
})

describe('the management plane', () => {
  it('names the vault and its settings', async () => {
    const record = await recordOf('PATCH', `${vaults}/KV-POLICIES`, {
      body: { properties: { enabledForDeployment: true } },
    })
    expect(record).toMatchObject({
      operationName: 'VaultPatch',
      category: 'AuditEvent',
      identity,
      resourceId: `${vaults}/kv-policies`.toUpperCase(),
      properties: {
        id: `${policies}/`,
        clientInfo: 'test/1',
        httpStatusCode: 200,
        sku: { family: 'A', name: 'standard' },
        enabledForDeployment: true,
        enableSoftDelete: true,
      },
    })
    expect(record?.properties).not.toHaveProperty('accessPolicies')
  })

  it('counts a change of access policies to the vault', async () => {
    const entry = everything('aaaaaaaa-0000-4000-8000-000000000005')
    const record = await recordOf('PUT', `${vaults}/kv-policies/accessPolicies/add`, {
      body: { properties: { accessPolicies: [entry] } },
    })
    expect(record).toMatchObject({
      category: 'AuditEvent',
      resourceId: `${vaults}/kv-policies`.toUpperCase(),
    })
  })
})
