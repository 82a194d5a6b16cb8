import type { TokenCredential } from '@azure/core-auth'
import { ClientSecretCredential } from '@azure/identity'
import { LogsQueryClient, LogsQueryResultStatus } from '@azure/monitor-query-logs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { signInAs } from '#lib/testing/sign-in.ts'
import { type ThroughCloud, throughCloud } from '#lib/testing/through-cloud.ts'
import { clientsOf } from '#lib/testing/vault-clients.ts'
import { vaultId } from '../../arm/vaults/table.ts'
import { findWorkspace, workspaceId } from '../workspaces/table.ts'

// The official clients are the oracle here: unmodified, over real TLS.

let cloud: TestCloud
let options: ThroughCloud
let credential: TokenCredential
let client: LogsQueryClient
let production: string
let customerId: string
/** Azure shows the moment of a call, and a workspace sees it at once. */
const lastHour = { duration: 'PT1H' }

beforeAll(async () => {
  cloud = await startTestCloud({ sample: true })
  options = throughCloud(cloud)
  const application = cloud.credentials.applications.find((one) => one.name === 'automation')
  const subscription = cloud.credentials.subscriptions[0]
  invariant(application && subscription, 'credentials are complete')
  production = subscription
  credential = new ClientSecretCredential(
    cloud.credentials.tenantId,
    application.clientId,
    application.clientSecret,
    options,
  )
  client = new LogsQueryClient(credential, options)
  const workspace = findWorkspace(
    cloud.cloud.context.store,
    workspaceId(production, 'rg-platform-prod', 'log-contoso'),
  )
  invariant(workspace, 'the sample has a workspace')
  customerId = workspace.customerId
  for (const vault of ['contoso-prod', 'petdash-prod', 'contoso-iot-lab']) {
    await listKeys(vault)
  }
})

afterAll(() => cloud.close())

async function listKeys(vault: string): Promise<void> {
  const { keys } = clientsOf(cloud, vault)
  for await (const _ of keys.listPropertiesOfKeys()) break
}

async function rowsOf(query: string): Promise<unknown[][]> {
  const result = await client.queryWorkspace(customerId, query, lastHour)
  invariant(result.status === LogsQueryResultStatus.Success, 'the whole result')
  return result.tables[0]?.rows ?? []
}

describe('LogsQueryClient', () => {
  it('reads the records of a vault in the table of its own', async () => {
    const result = await client.queryWorkspace(
      customerId,
      'AZKVAuditLogs | where OperationName == "KeyList" | take 1',
      lastHour,
    )
    invariant(result.status === LogsQueryResultStatus.Success, 'the whole result')
    const [table] = result.tables
    invariant(table, 'there is one table')
    const row = Object.fromEntries(
      table.columnDescriptors.map(({ name }, at) => [name ?? '', table.rows[0]?.[at]]),
    )
    expect(table.name).toBe('PrimaryResult')
    expect(row).toMatchObject({
      TimeGenerated: expect.any(Date),
      OperationName: 'KeyList',
      ResultType: 'Success',
      ResultSignature: 'OK',
      HttpStatusCode: 200,
      CallerIpAddress: '127.0.0.1',
      Identity: { claim: { appidacr: '1' } },
      IsAccessPolicyMatch: true,
      Tlsversion: 'TLS1_3',
      Type: 'AZKVAuditLogs',
      _ResourceId: vaultId(production, 'rg-platform-prod', 'contoso-prod').toLowerCase(),
      _SubscriptionId: production,
    })
  })

  it('finds the probe without a token, which is logged as Authentication', async () => {
    const rows = await rowsOf(
      'AZKVAuditLogs | where HttpStatusCode == 401 | distinct OperationName, ResultSignature',
    )
    expect(rows).toEqual([['Authentication', 'Unauthorized']])
  })

  it('keeps the vault of the older setting in AzureDiagnostics', async () => {
    const query = 'summarize count() by Resource, OperationName | where OperationName == "KeyList"'
    expect(await rowsOf(`AzureDiagnostics | ${query}`)).toEqual([['PETDASH-PROD', 'KeyList', 1]])
  })

  it('has nothing of a vault that sends its logs nowhere', async () => {
    const rows = await rowsOf('AZKVAuditLogs | distinct tostring(_ResourceId)')
    expect(rows.flat()).toEqual([
      vaultId(production, 'rg-platform-prod', 'contoso-prod').toLowerCase(),
    ])
  })

  it('asks in the context of a resource, a group and a subscription', async () => {
    const query = 'AZKVAuditLogs | where OperationName == "KeyList" | count'
    const vault = vaultId(production, 'rg-platform-prod', 'contoso-prod')
    const lab = vaultId(production, 'rg-platform-prod', 'contoso-shared')
    const ids = [vault, `/subscriptions/${production}`, vault.replace(/\/providers.*/, ''), lab]
    const counts = await Promise.all(
      ids.map(async (id) => {
        const result = await client.queryResource(id, query, lastHour)
        return 'tables' in result ? result.tables[0]?.rows : null
      }),
    )
    expect(counts).toEqual([[[1]], [[1]], [[1]], [[0]]])
  })

  it('answers a batch, each query on its own', async () => {
    const results = await client.queryBatch([
      { workspaceId: customerId, query: 'AZKVAuditLogs | take 1', timespan: lastHour },
      { workspaceId: customerId, query: 'AZKVAuditLogs | tak 1', timespan: lastHour },
    ])
    expect(results.map(({ status }) => status)).toEqual(['Success', 'PartialFailure'])
    expect(results[1]).toMatchObject({ partialError: { code: 'BadArgumentError' } })
  })

  it('adds statistics and render when asked', async () => {
    const result = await client.queryWorkspace(customerId, 'AZKVAuditLogs | count', lastHour, {
      includeQueryStatistics: true,
      includeVisualization: true,
    })
    expect(result).toMatchObject({
      statistics: { query: { executionTime: expect.any(Number) } },
      visualization: { visualization: null },
    })
  })

  it('says where a query breaks', async () => {
    await expect(
      client.queryWorkspace(customerId, 'AZKVAuditLogs\n| were x', lastHour),
    ).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadArgumentError',
      details: {
        error: {
          innererror: {
            code: 'SyntaxError',
            innererror: {
              code: 'SYN0002',
              message: "Query could not be parsed at 'were' on line [2,2]",
            },
          },
        },
      },
    })
  })

  it.each([
    ['auditor', 'Success'],
    ['dev', 'InsufficientAccessError'],
  ])('lets %s in by the role Reader: %s', async (account, outcome) => {
    const token = await signInAs(cloud, account, 'https://api.loganalytics.io/.default')
    const user = new LogsQueryClient(
      { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }) },
      options,
    )
    const result = await user.queryWorkspace(customerId, 'AZKVAuditLogs | count', lastHour).then(
      ({ status }) => status,
      (error: { code: string }) => error.code,
    )
    expect(result).toBe(outcome)
  })
})

describe('raw requests', () => {
  async function send(path: string, init: RequestInit = {}): Promise<[number, unknown]> {
    const token = await credential.getToken('https://api.loganalytics.io/.default')
    const request = new Request(`https://api.loganalytics.io/v1${path}`, {
      headers: { authorization: `Bearer ${token?.token}` },
      ...init,
    })
    const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }
    const response = await cloud.cloud.fetch(request, info)
    return [response.status, await response.json()]
  }

  it('answers at its other host too', async () => {
    const audience = 'https://api.loganalytics.azure.com'
    const token = await credential.getToken(`${audience}/.default`)
    const response = await cloud.cloud.fetch(
      new Request(`${audience}/v1/workspaces/${customerId}/query?query=AZKVAuditLogs%7Ccount`, {
        headers: { authorization: `Bearer ${token?.token}` },
      }),
      { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' },
    )
    expect(response.status).toBe(200)
  })

  it('counts a workspace once that is named twice, and refuses more than can wait', async () => {
    const query = 'AZKVAuditLogs | where OperationName == "KeyList" | count'
    const body = JSON.stringify({ query, workspaces: [customerId, customerId] })
    const [, result] = await send(`/workspaces/${customerId}/query`, await post(body))
    expect(result).toMatchObject({ tables: [{ rows: [[1]] }] })
    const init = await post(body)
    const calls = await Promise.all(
      Array.from({ length: 210 }, () => send(`/workspaces/${customerId}/query`, init)),
    )
    const refused = calls.filter(([status]) => status === 429)
    expect(refused).toHaveLength(10)
    expect(calls.filter(([status]) => status === 200)).toHaveLength(200)
  })

  async function post(body: string): Promise<RequestInit> {
    const token = await credential.getToken('https://api.loganalytics.io/.default')
    return { method: 'POST', body, headers: { authorization: `Bearer ${token?.token}` } }
  }

  it('takes a query in the URL', async () => {
    const query = encodeURIComponent('AZKVAuditLogs | count')
    const [status, body] = await send(`/workspaces/${customerId}/query?query=${query}&timespan=P1D`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      tables: [{ name: 'PrimaryResult', columns: [{ name: 'Count', type: 'long' }] }],
    })
  })

  it.each<[string, RequestInit, number, string]>([
    [
      '/workspaces/00000000-0000-4000-8000-000000000000/query?query=a',
      {},
      404,
      'WorkspaceNotFoundError',
    ],
    ['/nothing', {}, 404, 'PathNotFoundError'],
    ['/workspaces/CUSTOMER/query', {}, 400, 'BadArgumentError'],
    ['/workspaces/CUSTOMER/query', { method: 'POST', body: '[]' }, 400, 'BadArgumentError'],
    [
      '/workspaces/CUSTOMER/query',
      { method: 'POST', body: '{"query":""}' },
      400,
      'BadArgumentError',
    ],
    [
      '/workspaces/CUSTOMER/query?query=AZKVAuditLogs&timespan=yesterday',
      {},
      400,
      'BadArgumentError',
    ],
    ['/workspaces/CUSTOMER/query?query=AZKVAuditLogs&timespan=P', {}, 400, 'BadArgumentError'],
    ['/workspaces/CUSTOMER/query?query=Perf', {}, 400, 'BadArgumentError'],
    ['/workspaces/CUSTOMER/query?query=a', { headers: {} }, 401, 'AuthorizationRequiredError'],
    [
      '/workspaces/CUSTOMER/query?query=a',
      { headers: { authorization: 'Bearer a.b.c' } },
      401,
      'InvalidTokenError',
    ],
    [
      '/subscriptions/00000000-0000-4000-8000-000000000000/query?query=AZKVAuditLogs',
      {},
      403,
      'InsufficientAccessError',
    ],
    ['/$batch', { method: 'POST', body: '{}' }, 400, 'BadArgumentError'],
    [
      '/workspaces/CUSTOMER/query',
      { method: 'POST', body: JSON.stringify({ query: 'a', workspaces: Array(101).fill('b') }) },
      400,
      'BadArgumentError',
    ],
  ])('%s %j: %i %s', async (path, init, status, code) => {
    expect(await send(path.replace('CUSTOMER', customerId), init)).toEqual([
      status,
      { error: expect.objectContaining({ code, correlationId: expect.any(String) }) },
    ])
  })
})
