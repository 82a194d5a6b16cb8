import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createQueryApp } from '../../logs/query/app.ts'
import {
  type ArmUnderTest,
  everything,
  group,
  nobody,
  openArmUnderTest,
  owner,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

let cloud: ArmUnderTest
let customerId: string
const version = '2021-05-01-preview'
const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/log-one`
const audit = { categoryGroup: 'audit', enabled: true }

beforeAll(async () => {
  cloud = await openArmUnderTest()
  for (const name of ['kv-logs', 'kv-many', 'kv-stretch']) {
    await cloud.arm('PUT', `${vaults}/${name}`, {
      body: vaultRequest({ accessPolicies: [everything(owner)] }),
    })
  }
  const made = await cloud.arm('PUT', workspaceId, {
    version: '2025-02-01',
    body: { location: 'westeurope' },
  })
  customerId = made.body.properties.customerId
})

afterAll(() => cloud.close())

function settings(vault: string, name = ''): string {
  return `${vaults}/${vault}/providers/Microsoft.Insights/diagnosticSettings${name && `/${name}`}`
}

function put(vault: string, name: string, properties: object, as = owner) {
  return cloud.arm('PUT', settings(vault, name), { version, as, body: { properties } })
}

describe('diagnostic settings', () => {
  it('are kept, with the kinds that the request does not name', async () => {
    const made = await put('kv-logs', 'one', {
      workspaceId,
      logAnalyticsDestinationType: 'Dedicated',
      logs: [audit],
      metrics: [{ category: 'AllMetrics', enabled: true }],
    })
    expect(made.status).toBe(200)
    const retentionPolicy = { enabled: false, days: 0 }
    expect(made.body).toEqual({
      id: `${vaults.toLowerCase()}/kv-logs/providers/microsoft.insights/diagnosticSettings/one`,
      type: 'Microsoft.Insights/diagnosticSettings',
      name: 'one',
      location: null,
      kind: null,
      tags: null,
      identity: null,
      properties: {
        storageAccountId: null,
        serviceBusRuleId: null,
        workspaceId,
        eventHubAuthorizationRuleId: null,
        eventHubName: null,
        marketplacePartnerId: null,
        logAnalyticsDestinationType: 'Dedicated',
        metrics: [{ category: 'AllMetrics', timeGrain: null, enabled: true, retentionPolicy }],
        logs: [
          { category: null, categoryGroup: 'audit', enabled: true, retentionPolicy },
          { category: null, categoryGroup: 'allLogs', enabled: false, retentionPolicy },
        ],
      },
    })
    const got = await cloud.arm('GET', settings('kv-logs', 'ONE'), { version })
    expect(got.body).toEqual(made.body)
    const list = await cloud.arm('GET', settings('kv-logs'), { version })
    expect(list.body).toEqual({ value: [made.body] })
  })

  it('are deleted once', async () => {
    await put('kv-logs', 'gone', { storageAccountId: '/subscriptions/s/storage', logs: [audit] })
    const remove = () => cloud.arm('DELETE', settings('kv-logs', 'gone'), { version })
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 204])
    const got = await cloud.arm('GET', settings('kv-logs', 'gone'), { version })
    expect([got.status, got.body.error.code]).toEqual([404, 'ResourceNotFound'])
  })

  it('know the categories of a vault', async () => {
    const path = `${vaults}/kv-logs/providers/microsoft.insights/diagnosticSettingsCategories`
    const { body } = await cloud.arm('GET', path, { version })
    expect(
      body.value.map((one: { name: string; properties: object }) => [one.name, one.properties]),
    ).toEqual([
      ['AuditEvent', { categoryType: 'Logs', categoryGroups: ['audit', 'allLogs'] }],
      ['AzurePolicyEvaluationDetails', { categoryType: 'Logs', categoryGroups: ['allLogs'] }],
      ['AllMetrics', { categoryType: 'Metrics' }],
    ])
  })

  it('are five at most', async () => {
    const storage = (at: number) => ({ storageAccountId: `/storage/${at}`, logs: [audit] })
    for (let at = 1; at <= 5; at++) {
      expect((await put('kv-many', `s${at}`, storage(at))).status).toBe(200)
    }
    const sixth = await put('kv-many', 's6', storage(6))
    expect([sixth.status, sixth.body.error.code]).toEqual([400, 'BadRequest'])
    expect((await put('kv-many', 's5', storage(7))).status).toBe(200)
    const reused = await put('kv-many', 's5', storage(1))
    expect([reused.status, reused.body.error.code]).toEqual([409, 'Conflict'])
  })

  it.each<[object, string]>([
    [{ logs: [audit] }, 'At least one data sink needs to be specified.'],
    [
      { workspaceId, logs: [{ category: 'Nothing', enabled: true }] },
      "Category 'Nothing' is not supported.",
    ],
    [{ workspaceId, logs: [{ categoryGroup: 'some' }] }, "Category group 'some' is not supported."],
    [{ workspaceId, logs: [audit, { category: 'AuditEvent' }] }, 'cannot be set in one'],
    [{ workspaceId, metrics: [{ category: 'Latency' }] }, "Category 'Latency' is not supported."],
    [{ workspaceId, logAnalyticsDestinationType: 'Other' }, "'Other' is not supported"],
    [{ workspaceId: `${workspaceId}-none`, logs: [audit] }, 'was not found'],
  ])('refuses %j: %s', async (properties, message) => {
    const { status, body } = await put('kv-logs', 'bad', properties)
    expect([status, body.error.code]).toEqual([400, 'BadRequest'])
    expect(body.error.message).toContain(message)
  })

  it('refuses a vault that is not there, and a caller without the right', async () => {
    const absent = await put('kv-none', 'one', { workspaceId })
    expect([absent.status, absent.body.error.code]).toEqual([404, 'ResourceNotFound'])
    const refused = await put('kv-logs', 'one', { workspaceId }, nobody)
    expect([refused.status, refused.body.error.code]).toEqual([403, 'AuthorizationFailed'])
  })

  it('asks for a right on the workspace too', async () => {
    const clerk = 'aaaaaaaa-0000-4000-8000-000000000007'
    await cloud.assignRole('Contributor', clerk, `${vaults}/kv-logs`)
    const refused = await put('kv-logs', 'linked', { workspaceId, logs: [audit] }, clerk)
    expect([refused.status, refused.body.error.code]).toEqual([403, 'LinkedAuthorizationFailed'])
  })
})

it('sends to the workspace from then on, until it is taken away', async () => {
  const app = createQueryApp(cloud.ctx)
  const names = async (table: string): Promise<string[]> => {
    const claims = { oid: owner, aud: 'https://api.loganalytics.io' }
    const response = await app.fetch(
      new Request(`https://api.loganalytics.io/v1/workspaces/${customerId}/query`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${Buffer.from(JSON.stringify(claims)).toString('base64url')}`,
        },
        body: JSON.stringify({
          query:
            `${table} | where _ResourceId endswith "/kv-stretch" | project Mark = ClientInfo`.replace(
              'ClientInfo',
              table === 'AZKVAuditLogs' ? 'ClientInfo' : 'clientInfo_s',
            ),
        }),
      }),
      { remoteAddress: '127.0.0.1', tlsVersion: null },
    )
    const body = await response.json()
    return body.tables[0].rows.flat()
  }
  const call = (mark: string) =>
    cloud.vault('GET', 'https://kv-stretch.vault.azure.net/keys', {
      headers: { 'user-agent': mark },
    })

  await call('before')
  await put('kv-stretch', 'one', {
    workspaceId,
    logs: [audit],
    logAnalyticsDestinationType: 'Dedicated',
  })
  await call('first')
  await put('kv-stretch', 'one', {
    workspaceId,
    logs: [{ categoryGroup: 'audit', enabled: false }],
  })
  await call('switched off')
  await put('kv-stretch', 'one', { workspaceId, logs: [audit] })
  await call('shared table')
  await cloud.arm('DELETE', settings('kv-stretch', 'one'), { version })
  await call('after')
  expect(await names('AZKVAuditLogs')).toEqual(['first'])
  expect(await names('AzureDiagnostics')).toEqual(['shared table'])
})
