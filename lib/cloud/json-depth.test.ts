import { expect, it } from 'vitest'
import { startTestCloud } from '#lib/testing/cloud.ts'
import { parseForeign } from './json-depth.ts'

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

it('takes what is nested 64 deep, and nothing deeper', () => {
  expect(parseForeign(nested(64))).toBeInstanceOf(Array)
  expect(() => parseForeign(nested(65))).toThrow(SyntaxError)
  expect(parseForeign(JSON.stringify({ text: nested(100) }))).toEqual({ text: nested(100) })
})

it('stands before management, the directory, log queries and control', async () => {
  const cloud = await startTestCloud()
  const { tenantId, applications, subscriptions } = cloud.credentials
  const automation = applications.find(({ name }) => name === 'automation')
  const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }
  const tokenFor = async (scope: string) => {
    const fields = {
      grant_type: 'client_credentials',
      client_id: automation?.clientId ?? '',
      client_secret: automation?.clientSecret ?? '',
      scope: `${scope}/.default`,
    }
    const url = `https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`
    const body = new URLSearchParams(fields)
    const answer = await cloud.cloud.fetch(new Request(url, { method: 'POST', body }), info)
    return String((await answer.json()).access_token)
  }
  /** A body that is right but for a member that nobody reads. */
  const send = async (method: string, url: string, scope: string, right: object) => {
    const authorization = `Bearer ${await tokenFor(scope)}`
    const headers = { authorization, 'content-type': 'application/json' }
    const body = JSON.stringify({ ...right, a: JSON.parse(nested(1_000)) })
    return (await cloud.cloud.fetch(new Request(url, { method, headers, body }), info)).status
  }
  const arm = 'https://management.azure.com'
  const group = `${arm}/subscriptions/${subscriptions[0]}/resourcegroups/g?api-version=2021-04-01`
  expect(await send('PUT', group, arm, { location: 'westeurope' })).toBe(400)
  const graph = 'https://graph.microsoft.com'
  expect(await send('POST', `${graph}/v1.0/directoryObjects/getByIds`, graph, { ids: [] })).toBe(
    400,
  )
  const logs = 'https://api.loganalytics.io'
  expect(
    await send('POST', `${logs}/v1/workspaces/${tenantId}/query`, logs, { query: 'AZKVAuditLogs' }),
  ).toBe(400)
  const deep = JSON.parse(nested(1_000))
  expect((await cloud.control('PUT', 'throttling', { on: true, a: deep })).status).toBe(400)
  await cloud.close()
})
