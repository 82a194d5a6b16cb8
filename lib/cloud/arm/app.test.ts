import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Conforming, conforming } from '#lib/testing/conforming.ts'
import type { CloudContext, RequestInfo } from '../context.ts'
import type { TokenClaims, TokenVerifier } from '../login/verify.ts'
import { listAudit, verifyAudit } from '../logs/audit.ts'
import { type CloudStore, openStore } from '../store/store.ts'
import { createArmApp } from './app.ts'
import { insertRoleAssignment, type PrincipalType } from './authorization/assignments.ts'
import { builtInRoles } from './authorization/built-in-roles.ts'
import { insertResourceGroup, insertSubscription } from './subscriptions/table.ts'
import { insertVault } from './vaults/table.ts'

const tenant = { id: 'cccccccc-0000-4000-8000-00000000000c', domain: 'contoso.example' }
const prod = '11111111-1111-4111-8111-111111111111'
const dev = '22222222-2222-4222-8222-222222222222'
const people = {
  reader: 'aaaaaaaa-0000-4000-8000-000000000001',
  owner: 'aaaaaaaa-0000-4000-8000-000000000002',
  viewer: 'aaaaaaaa-0000-4000-8000-000000000003',
  nobody: 'aaaaaaaa-0000-4000-8000-000000000004',
}
const rg = `/subscriptions/${prod}/resourceGroups/rg-prod`
const kv = `${rg}/providers/Microsoft.KeyVault/vaults`
const hsm = `${rg}/providers/Microsoft.KeyVault/managedHSMs`
const version = 'api-version=2026-02-01'

let folder: string
let store: CloudStore
let app: Conforming<RequestInfo>
let lines: object[]

/** Takes `ok:<oid>`; any other text is a failure of that name. */
const tokens: TokenVerifier = {
  verify(token) {
    const [kind, oid = ''] = token.split(':')
    if (kind === 'audience') return { ok: false, reason: 'audience', found: oid }
    if (kind === 'expired' || kind === 'signature') return { ok: false, reason: kind }
    return { ok: true, claims: claimsOf(oid) }
  },
}

function claimsOf(oid: string): TokenClaims {
  return {
    aud: 'https://management.azure.com',
    iss: `https://sts.windows.net/${tenant.id}/`,
    tid: tenant.id,
    oid,
    sub: oid,
    appid: 'a99',
    appidacr: '0',
    idtyp: 'user',
    upn: `${oid.slice(-1)}@contoso.example`,
    ver: '1.0',
    uti: 'u',
    exp: 2,
    nbf: 1,
    iat: 1,
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-arm-'))
  store = openStore(folder)
  lines = []
  const ctx: CloudContext = {
    store,
    clock: { now: () => new Date('2026-05-01T08:00:00.000Z') },
    tokens,
    tenant,
    log: (line) => lines.push(line),
  }
  app = conforming(createArmApp(ctx))
  await store.write((db) => {
    for (const [id, displayName] of [
      [prod, 'Production'],
      [dev, 'Development'],
    ] as const) {
      insertSubscription(db, { id, tenantId: tenant.id, displayName })
      for (const name of id === prod ? ['rg-prod', 'rg-prod-b'] : ['rg-dev']) {
        insertResourceGroup(db, { subscriptionId: id, name, location: 'westeurope', tags: {} })
      }
    }
    for (const [name, resourceGroup] of [
      ['kv-one', 'rg-prod'],
      ['kv-two', 'rg-prod'],
      ['kv-three', 'rg-prod-b'],
    ] as const) {
      addVault(name, resourceGroup)
    }
    function addVault(name: string, resourceGroup: string): void {
      const at = '2026-01-01T00:00:00.000Z'
      insertVault(db, {
        name,
        resourceGroup,
        subscriptionId: prod,
        location: 'westeurope',
        tags: { env: 'prod' },
        systemData: {
          createdBy: 'ops@contoso.example',
          createdByType: 'User',
          createdAt: at,
          lastModifiedBy: 'ops@contoso.example',
          lastModifiedByType: 'User',
          lastModifiedAt: at,
        },
        tenantId: tenant.id,
        sku: { family: 'A', name: 'standard' },
        accessPolicies: [],
        enabledForDeployment: false,
        enabledForDiskEncryption: null,
        enabledForTemplateDeployment: null,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enableRbacAuthorization: null,
        enablePurgeProtection: name === 'kv-one' ? true : null,
        networkAcls: null,
        publicNetworkAccess: 'Enabled',
        provisioningState: 'Succeeded',
      })
    }
    assign('Reader', people.reader, `/subscriptions/${prod}`)
    assign('Owner', people.owner, `/subscriptions/${prod}`)
    assign('Owner', people.owner, `/subscriptions/${dev}`)
    assign('Key Vault Reader', people.viewer, `${kv}/kv-two`)
    function assign(roleName: string, principalId: string, scope: string): void {
      const role = builtInRoles.find((one) => one.name === roleName)
      const principalType: PrincipalType = 'User'
      insertRoleAssignment(db, {
        id: `${roleName}-${principalId}-${scope}`,
        scope,
        roleId: role?.id ?? '',
        principalId,
        principalType,
        createdAt: new Date(0),
        createdBy: people.owner,
      })
    }
  })
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
  app.assertConforming()
})

interface Answer {
  status: number
  headers: Headers
  // The shape is what the tests assert.
  body: {
    value: { name: string; id: string }[]
    nextLink?: string
    error?: { code: string; message: string }
  }
}

async function call(
  path: string,
  { as = people.reader, method = 'GET', headers = {} }: CallOptions = {},
): Promise<Answer> {
  const url = path.startsWith('https:') ? path : `https://management.azure.com${path}`
  const request = new Request(url, {
    method,
    headers: { ...(as === null ? {} : { Authorization: `Bearer ok:${as}` }), ...headers },
  })
  const info = { remoteAddress: '203.0.113.9', tlsVersion: 'TLSv1.3' }
  const response = await app.fetch(request, info)
  const body: Answer['body'] = await response.json()
  return { status: response.status, headers: response.headers, body }
}

interface CallOptions {
  as?: string | null
  method?: string
  headers?: Record<string, string>
}

function names(answer: Answer): string[] {
  return answer.body.value.map((item) => item.name)
}

describe('tokens', () => {
  it('asks for one, naming the tenant (protocol section 9)', async () => {
    const answer = await call(`/subscriptions?${version}`, { as: null })
    expect(answer.status).toBe(401)
    expect(answer.body.error).toEqual({
      code: 'AuthenticationFailed',
      message: "Authentication failed. The 'Authorization' header is missing.",
    })
    expect(answer.headers.get('www-authenticate')).toMatch(
      `Bearer authorization_uri="https://login.windows.net/${tenant.id}", error="invalid_token", error_description="`,
    )
  })

  it.each([
    ['Bearer expired', 'ExpiredAuthenticationToken'],
    ['Bearer signature', 'InvalidAuthenticationToken'],
    ['Bearer audience:https://vault.azure.net"\u00e9', 'InvalidAuthenticationTokenAudience'],
    ['Basic abc', 'AuthenticationFailedInvalidHeader'],
    ['Bearer ', 'AuthenticationFailedInvalidHeader'],
  ])('refuses %s with 401 %s', async (authorization, code) => {
    const answer = await call(`/subscriptions?${version}`, {
      as: null,
      headers: { authorization },
    })
    expect(answer.status).toBe(401)
    expect(answer.body.error?.code).toBe(code)
    expect(answer.headers.get('www-authenticate')?.split('"')).toHaveLength(7)
  })
})

describe('api-version', () => {
  it.each([
    ['/subscriptions', 400, 'MissingApiVersionParameter'],
    ['/subscriptions?api-version=', 400, 'MissingApiVersionParameter'],
    ['/subscriptions?api-version=7.4', 400, 'InvalidApiVersionParameter'],
    [`${kv}?api-version=2014-01-01`, 404, 'InvalidResourceType'],
    [`${kv}/kv-one/secrets`, 400, 'MissingApiVersionParameter'],
  ])('%s: %i %s', async (path, status, code) => {
    const answer = await call(path, { as: people.owner })
    expect([answer.status, answer.body.error?.code]).toEqual([status, code])
  })
})

describe('subscriptions', () => {
  it('lists those on or below which the caller has a role', async () => {
    const listed = async (as: string): Promise<string[]> =>
      (await call('/subscriptions?api-version=2022-12-01', { as })).body.value.map(({ id }) => id)
    expect(await listed(people.owner)).toEqual([`/subscriptions/${dev}`, `/subscriptions/${prod}`])
    expect(await listed(people.reader)).toEqual([`/subscriptions/${prod}`])
    expect(await listed(people.viewer)).toEqual([`/subscriptions/${prod}`])
    expect(await listed(people.nobody)).toEqual([])
  })

  it('shows one to its reader and refuses others by name', async () => {
    const path = `/subscriptions/${dev}?api-version=2022-12-01`
    expect((await call(path, { as: people.owner })).body).toMatchObject({
      subscriptionId: dev,
      tenantId: tenant.id,
      displayName: 'Development',
      state: 'Enabled',
    })
    const refused = await call(path)
    expect(refused.status).toBe(403)
    expect(refused.body.error).toEqual({
      code: 'AuthorizationFailed',
      message:
        `The client '1@contoso.example' with object id '${people.reader}' does not have authorization ` +
        `to perform action 'Microsoft.Resources/subscriptions/read' over scope '/subscriptions/${dev}' ` +
        'or the scope is invalid. If access was recently granted, please refresh your credentials.',
    })
  })

  it('tells a malformed id from an unknown one', async () => {
    const unknown = await call(`/subscriptions/${dev.replace('2', '9')}?api-version=2022-12-01`)
    expect(unknown.body.error?.code).toBe('SubscriptionNotFound')
    const malformed = await call('/subscriptions/x?api-version=2022-12-01')
    expect([malformed.status, malformed.body.error?.code]).toEqual([400, 'InvalidSubscriptionId'])
  })

  it('names the tenant to anyone signed in, and the locations to readers', async () => {
    const tenants = await call('/tenants?api-version=2022-12-01', { as: people.nobody })
    expect(tenants.body.value).toMatchObject([
      { tenantId: tenant.id, defaultDomain: tenant.domain },
    ])
    expect(names(await call(`/subscriptions/${prod}/locations?api-version=2022-12-01`))).toContain(
      'westeurope',
    )
  })
})

describe('resource groups', () => {
  it('lists and gets in any case', async () => {
    expect(
      names(await call(`/subscriptions/${prod}/resourcegroups?api-version=2021-04-01`)),
    ).toEqual(['rg-prod', 'rg-prod-b'])
    const one = await call(`/SUBSCRIPTIONS/${prod}/resourceGROUPS/RG-PROD?api-version=2021-04-01`)
    expect(one.body).toEqual({
      id: rg,
      name: 'rg-prod',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'westeurope',
      tags: {},
      properties: { provisioningState: 'Succeeded' },
    })
    const missing = await call(`${rg}x?api-version=2021-04-01`)
    expect(missing.body.error).toEqual({
      code: 'ResourceGroupNotFound',
      message: "Resource group 'rg-prodx' could not be found.",
    })
  })
})

describe('vaults', () => {
  it('gets one with the members that were set (protocol section 9.1)', async () => {
    const answer = await call(`${kv}/KV-ONE?${version}`)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      id: `${kv}/kv-one`,
      name: 'kv-one',
      type: 'Microsoft.KeyVault/vaults',
      location: 'westeurope',
      tags: { env: 'prod' },
      systemData: expect.objectContaining({ createdBy: 'ops@contoso.example' }),
      properties: {
        sku: { family: 'A', name: 'standard' },
        tenantId: tenant.id,
        accessPolicies: [],
        enabledForDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        enablePurgeProtection: true,
        vaultUri: 'https://kv-one.vault.azure.net/',
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Enabled',
      },
    })
    expect(answer.headers.get('x-ms-keyvault-service-version')).not.toBeNull()
  })

  it('says what is missing: the vault, its group, or the right', async () => {
    const missing = await call(`${kv}/kv-none?${version}`)
    expect(missing.body.error).toEqual({
      code: 'ResourceNotFound',
      message:
        "The Resource 'Microsoft.KeyVault/vaults/kv-none' under resource group 'rg-prod' was not found. " +
        'For more details please go to https://aka.ms/ARMResourceNotFoundFix',
    })
    const group = await call(`${kv.replace('rg-prod', 'rg-x')}/kv-one?${version}`)
    expect(group.body.error?.code).toBe('ResourceGroupNotFound')
    const right = await call(`${kv}/kv-one?${version}`, { as: people.nobody })
    expect([right.status, right.body.error?.code]).toEqual([403, 'AuthorizationFailed'])
    expect(right.body.error?.message).toContain(`over scope '${kv}/kv-one'`)
  })

  it('lists by subscription and by group, and always links on but from an empty page', async () => {
    const all = await call(`/subscriptions/${prod}/providers/Microsoft.KeyVault/vaults?${version}`)
    expect(names(all)).toEqual(['kv-one', 'kv-two', 'kv-three'])
    expect(await call(all.body.nextLink ?? '')).toMatchObject({ status: 200, body: { value: [] } })
    expect((await call(all.body.nextLink ?? '')).body).toEqual({ value: [] })
    expect(names(await call(`${kv}?${version}`))).toEqual(['kv-one', 'kv-two'])
  })

  it('pages by $top, keeping api-version, with the group and name in the token', async () => {
    let link: string | undefined =
      `https://management.azure.com/subscriptions/${prod}/providers/Microsoft.KeyVault/vaults?${version}&$top=1`
    const seen: string[] = []
    const tokensSeen: string[] = []
    while (link !== undefined) {
      const answer: Answer = await call(link)
      seen.push(...names(answer))
      link = answer.body.nextLink
      const token = link === undefined ? null : new URL(link).searchParams.get('$skiptoken')
      if (token !== null) tokensSeen.push(Buffer.from(token, 'base64').toString())
    }
    expect(seen).toEqual(['kv-one', 'kv-two', 'kv-three'])
    expect(tokensSeen).toEqual(['rg-prod|kv-one', 'rg-prod|kv-two', 'rg-prod-b|kv-three'])
  })

  it.each(['0', '-1', 'x', ''])('refuses $top=%s', async (top) => {
    const answer = await call(`${kv}?${version}&$top=${top}`)
    expect([answer.status, answer.body.error?.code]).toEqual([400, 'InvalidTopInQueryString'])
  })

  it('shows of a list what a role further down allows, and refuses without any', async () => {
    const path = `/subscriptions/${prod}/providers/Microsoft.KeyVault/vaults?${version}`
    expect(names(await call(path, { as: people.viewer }))).toEqual(['kv-two'])
    expect((await call(path, { as: people.nobody })).status).toBe(403)
    const other = path.replace(prod, dev)
    expect((await call(other)).body.error?.message).toContain(
      `'Microsoft.KeyVault/vaults/read' over scope '/subscriptions/${dev}'`,
    )
  })

  it('resolves a vault by name over /resources as az does (protocol section 9.1)', async () => {
    const filter = encodeURIComponent("resourceType eq 'Microsoft.KeyVault/vaults'")
    const path = `/subscriptions/${prod}/resources?api-version=2015-11-01&$filter=`
    const listed = await call(path + filter)
    expect(listed.body).toEqual({
      value: ['kv-one', 'kv-two', 'kv-three'].map((name) =>
        expect.objectContaining({ name, type: 'Microsoft.KeyVault/vaults', tags: { env: 'prod' } }),
      ),
    })
    const other = encodeURIComponent("resourceType eq 'Microsoft.Storage/storageAccounts'")
    expect(names(await call(path + other))).toEqual([])
    const both = encodeURIComponent(
      "resourceType eq 'microsoft.keyvault/VAULTS' and name eq 'KV-TWO'",
    )
    expect(names(await call(path + both))).toEqual(['kv-two'])
    const bad = await call(`${path}substringof('kv',%20name)`)
    expect(bad.body.error?.code).toBe('InvalidFilterInQueryString')
    const inGroup = `/subscriptions/${prod}/resourceGroups/rg-prod-b/resources?api-version=2021-04-01`
    expect(names(await call(inGroup))).toEqual(['kv-three'])
  })

  it('says that the provider is registered', async () => {
    const answer = await call(
      `/subscriptions/${prod}/providers/Microsoft.KeyVault?api-version=2021-04-01`,
    )
    expect(answer.body).toMatchObject({ registrationState: 'Registered' })
  })
})

describe('what is not played', () => {
  it.each([
    ['PUT', `${hsm}/hsm-one`, 'Microsoft.KeyVault/managedHSMs/write'],
    ['DELETE', `${hsm}/hsm-one`, 'Microsoft.KeyVault/managedHSMs/delete'],
    ['GET', `${hsm}/hsm-one/keys`, 'Microsoft.KeyVault/managedHSMs/keys/read'],
    [
      'GET',
      `${kv}/kv-one/providers/Microsoft.Insights/metricAlerts`,
      'Microsoft.Insights/metricAlerts/read',
    ],
  ])('%s %s: 403 without the right, 501 with it', async (method, path, action) => {
    const refused = await call(`${path}?${version}`, { as: people.nobody, method })
    expect(refused.body.error?.message).toContain(`action '${action}'`)
    expect(refused.status).toBe(403)
    const answer = await call(`${path}?${version}`, { as: people.owner, method })
    expect([answer.status, answer.body.error?.code]).toEqual([501, 'NotImplemented'])
  })

  it.each([
    [`${rg}/providers/Microsoft.Storage/storageAccounts`, 'InvalidResourceNamespace'],
    [`${rg}/providers/Microsoft.KeyVault/caves`, 'InvalidResourceType'],
    ['/nothing/here', 'NotFound'],
    [`/subscriptions/${dev.replace('2', '9')}/anything`, 'SubscriptionNotFound'],
  ])('%s: 404 %s', async (path, code) => {
    const answer = await call(`${path}?${version}`, { as: people.owner })
    expect([answer.status, answer.body.error?.code]).toEqual([404, code])
  })

  it('does not read a hidden slash as a way into another scope', async () => {
    const hidden = `/subscriptions/${prod}/resourceGroups/rg-prod%2Fproviders%2FMicrosoft.KeyVault%2Fvaults%2Fkv-two/providers/Microsoft.KeyVault/vaults`
    expect((await call(`${hidden}?${version}`, { as: people.viewer })).status).toBe(403)
  })
})

describe('headers', () => {
  it('carry ids, echoing what the caller asked to have back', async () => {
    const correlation = '0f3b7c52-0000-4000-8000-000000000001'
    const answer = await call(`${kv}?${version}`, {
      headers: {
        'x-ms-correlation-request-id': correlation,
        'x-ms-client-request-id': 'mine',
        'x-ms-return-client-request-id': 'true',
      },
    })
    expect(answer.headers.get('x-ms-correlation-request-id')).toBe(correlation)
    expect(answer.headers.get('x-ms-client-request-id')).toBe('mine')
    expect(answer.headers.get('x-ms-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers.get('x-ms-routing-request-id')).toMatch(/^WESTEUROPE:\d{8}T\d{6}Z:/)
    expect(answer.headers.get('x-ms-ratelimit-remaining-subscription-reads')).toBe('16499')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })
})

describe('audit', () => {
  it('has one row for every call, whatever came of it', async () => {
    await call(`${kv}/kv-one?${version}`)
    await call(`${kv}/kv-one?${version}`, { as: people.nobody })
    await call(`${kv}/kv-one?${version}`, { as: null })
    await call(`/nothing/here?${version}`)
    expect(listAudit(store, null, 10)).toMatchObject([
      { operationName: 'UnknownGET', resultSignature: 'Not Found' },
      { operationName: 'Authentication', resultSignature: 'Unauthorized', identity: { claim: {} } },
      { operationName: 'VaultGet', resultSignature: 'Forbidden' },
      {
        operationName: 'VaultGet',
        category: 'AuditEvent',
        time: '2026-05-01T08:00:00.0000000Z',
        callerIpAddress: '203.0.113.9',
        operationVersion: '2026-02-01',
        resourceId: `${kv}/kv-one`.toUpperCase(),
        resultSignature: 'OK',
        identity: { claim: { oid: people.reader, upn: '1@contoso.example' } },
        properties: { httpStatusCode: 200, tlsVersion: 'TLS1_3' },
      },
    ])
    expect(verifyAudit(store)).toBeNull()
    expect(JSON.stringify(listAudit(store, null, 10))).not.toContain('ok:')
  })

  it('comes before the answer: no record, no answer', async () => {
    store.read((db) => db.sql('PRAGMA query_only = ON').run())
    const answer = await call(`${kv}?${version}`)
    expect([answer.status, answer.body.error?.code]).toEqual([503, 'ServiceUnavailable'])
    expect(JSON.stringify(answer.body)).not.toContain('kv-one')
    expect(lines).toMatchObject([{ event: 'audit-failed' }])
  })
})

describe('faults of our own', () => {
  it('say nothing of themselves', async () => {
    await store.write((db) => db.sql("UPDATE vaults SET properties = 'secret'").run())
    const answer = await call(`${kv}?${version}`)
    expect([answer.status, answer.body.error?.code]).toEqual([500, 'InternalServerError'])
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(lines).toMatchObject([{ event: 'arm-failed' }])
  })
})
