import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { getPosture } from '../posture/get.ts'
import { createLogSetting } from './create-setting.ts'
import { listWorkspaces } from './list-workspaces.ts'
import { createLogSettingInput } from './schema.ts'

let test: TestConsole
let ops: Caller
let owner: Caller
let workspaceId: string
const vault = 'contoso-iot-lab'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  owner = await test.signIn('owner@contoso.example')
  const { items } = await listWorkspaces(test.services, ops)
  workspaceId = items.find(({ name }) => name === 'log-contoso')?.id ?? ''
})
afterAll(() => test.close())

async function logged(): Promise<unknown> {
  const { checks } = await getPosture(test.services, owner, { vault })
  return checks.find(({ id }) => id === 'no-logs')?.outcome
}

it('lists the workspaces of every subscription', async () => {
  const { items, failures } = await listWorkspaces(test.services, ops)
  expect(failures).toEqual([])
  expect(items).toContainEqual(
    expect.objectContaining({
      name: 'log-contoso',
      resourceGroup: 'rg-platform-prod',
      location: 'westeurope',
    }),
  )
})

it('sends the audit log of a vault, for whoever may, and the check is kept', async () => {
  const input = { vault, name: 'audit-log', workspaceId }
  expect(await failureFor(createLogSetting(test.services, ops, input))).toMatchObject({
    code: 'forbidden-rbac',
    right: 'Microsoft.Insights/diagnosticSettings/write',
  })
  expect(await logged()).toMatchObject({ fix: { at: 'logs' } })
  await createLogSetting(test.services, owner, input)
  expect(await logged()).toBe('kept')
  const [latest] = await listActivity(test.services, owner, { vault, limit: 1 })
  expect(latest).toMatchObject({
    verb: 'logs.create-setting',
    outcome: 'done',
    reason: `audit-log: ${workspaceId}`,
  })
})

it('replaces no setting that is there, and names what is in the way', async () => {
  const again = { vault: 'contoso-prod', name: 'TO-LOG-CONTOSO', workspaceId }
  expect(await failureFor(createLogSetting(test.services, owner, again))).toMatchObject({
    code: 'invalid-input',
    fields: { name: [expect.stringContaining('already')] },
  })
  // The workspace gets this log by another setting.
  const twice = { vault: 'contoso-prod', name: 'second', workspaceId }
  expect(await failureFor(createLogSetting(test.services, owner, twice))).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('to-log-contoso'),
  })
})

it.each([
  [{ name: '' }, 'name'],
  [{ name: 'a/../b' }, 'name'],
  [{ name: 'x'.repeat(65) }, 'name'],
  [{ workspaceId: '' }, 'workspaceId'],
  [{ workspaceId: '/subscriptions/s/../workspaces/w' }, 'workspaceId'],
])('takes no %j', (change, field) => {
  const good = { vault, name: 'audit-log', workspaceId }
  expect(createLogSettingInput.safeParse(good).success).toBe(true)
  const { error } = createLogSettingInput.safeParse({ ...good, ...change })
  expect(error?.issues.map(({ path }) => path[0])).toEqual([field])
})
