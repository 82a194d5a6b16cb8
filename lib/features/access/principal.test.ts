import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { fromLoopback } from '#lib/testing/automation-token.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { listVaults } from '../vaults/list.ts'
import { getAccess } from './get.ts'
import { getPrincipalAccess } from './get-principal.ts'
import type { PrincipalAccessReport } from './schema.ts'

/** What one principal has in every vault, held against what each vault tells about everybody. */
let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterEach(() => test.cloud.control('DELETE', 'faults'))
afterAll(() => test.close())

const of = (principal: string): Promise<PrincipalAccessReport> =>
  getPrincipalAccess(test.services, ops, { principal })

const userId = (name: string) =>
  test.cloud.credentials.users.find((one) => one.userPrincipalName === `${name}@contoso.example`)
    ?.objectId ?? ''

it('tells of everybody what each vault tells', async () => {
  const { items: vaults } = await listVaults(test.services, ops)
  const reports = await Promise.all(
    vaults.map(async ({ name }) => ({
      name,
      ...(await getAccess(test.services, ops, { vault: name })),
    })),
  )
  const everybody = new Set(
    reports.flatMap(({ holders, selfGranters }) =>
      [...holders, ...selfGranters].map(({ principal }) => principal.id.toLowerCase()),
    ),
  )
  expect(everybody.size).toBeGreaterThan(10)
  for (const id of everybody) {
    const told = await of(id)
    expect(told.looked).toBe(vaults.length)
    expect(told.failures).toEqual([])
    // Members of groups stand with their group in a vault's report; here everybody is looked up.
    const own = told.vaults
      .map(({ vault, ways, selfGrants }) => ({
        vault,
        ways: ways.filter(({ group }) => group === null),
        selfGrants: selfGrants.filter(({ way }) => way.group === null),
      }))
      .filter(({ ways, selfGrants }) => ways.length + selfGrants.length > 0)
    const expected = reports.flatMap(({ name, holders, selfGranters }) => {
      const same = (one: { principal: { id: string } }) => one.principal.id.toLowerCase() === id
      const ways = holders.find(same)?.ways.filter(({ group }) => group === null) ?? []
      const grants = selfGranters.find(same)?.ways.filter(({ way }) => way.group === null) ?? []
      return ways.length + grants.length === 0 ? [] : [{ vault: name, ways, selfGrants: grants }]
    })
    expect(own).toEqual(expected)
  }
})

it('counts what is given to groups, and names the group', async () => {
  const { principal, vaults } = await of(userId('dev'))
  expect(principal).toMatchObject({ kind: 'user', address: 'dev@contoso.example', isYou: false })
  const byGroup = vaults.flatMap(({ vault, ways }) =>
    ways.flatMap(({ group, role }) => (group === null ? [] : [`${vault}: ${group.name}, ${role}`])),
  )
  expect(byGroup).toContain('contoso-iot-lab: Platform Engineering, Key Vault Reader')
})

it('tells from where each vault is reached', async () => {
  const { vaults } = await of(ops.userId)
  expect(vaults.find(({ vault }) => vault === 'contoso-prod')?.network).toMatchObject({
    mode: 'selected',
  })
})

it('says of a stranger that nobody knows them, and that they have nothing', async () => {
  const { principal, vaults, directoryUnread } = await of('c5c5c5c5-0000-4000-8000-0000000000ff')
  expect(principal).toMatchObject({ name: null, isUnknown: true })
  expect(vaults).toEqual([])
  // Whose groups could not be read, since there is nobody.
  expect(directoryUnread).not.toBeUndefined()
})

it('finds a custom role that is told in its resource group only', async () => {
  const { azureOf } = test.services
  const owner = await test.signIn('owner@contoso.example')
  const { roles } = azureOf(owner)
  const vault = (await listVaults(test.services, ops)).items.find(
    ({ name }) => name === 'contoso-shared',
  )
  const id = vault?.id ?? ''
  const group = id.split('/providers/')[0] ?? ''
  const token = await test.console.tokens
    .credentialOf(owner)
    .getToken('https://management.azure.com/.default')
  const put = async (path: string, properties: object) => {
    const request = new Request(`https://management.azure.com${path}?api-version=2022-04-01`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token?.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ properties }),
    })
    const answer = await test.cloud.cloud.fetch(request, fromLoopback)
    expect(answer.status, await answer.text()).toBe(201)
  }
  const roleId = 'c5c5c5c5-0000-4000-8000-000000000011'
  const dev2 = userId('dev2')
  const base = `${group}/providers/Microsoft.Authorization`
  await put(`${base}/roleDefinitions/${roleId}`, {
    roleName: 'Secret Taster',
    type: 'CustomRole',
    assignableScopes: [group],
    permissions: [
      { actions: [], dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action'] },
    ],
  })
  await put(`${base}/roleAssignments/c5c5c5c5-0000-4000-8000-000000000012`, {
    roleDefinitionId: `${base}/roleDefinitions/${roleId}`,
    principalId: dev2,
    principalType: 'User',
  })
  const above = await roles.listDefinitions(
    vault?.subscriptionId ?? '',
    `/subscriptions/${vault?.subscriptionId}`,
  )
  expect(above.some(({ name }) => name === 'Secret Taster')).toBe(false)
  const { vaults } = await of(dev2)
  const shared = vaults.find((one) => one.vault === 'contoso-shared')
  expect(shared?.ways.map(({ role }) => role)).toContain('Secret Taster')
})

it('tells what is missing where roles, groups or a subscription may not be read', async () => {
  const fault = (host: string, path: string) =>
    test.cloud.control('POST', 'faults', { host, path, status: 403, count: 50 })
  const [production] = test.cloud.credentials.subscriptions
  await fault(
    'management.azure.com',
    `/subscriptions/${production}/providers/Microsoft.Authorization`,
  )
  await fault('graph.microsoft.com', `/v1.0/directoryObjects/${ops.userId}/getMemberGroups`)
  const { rolesUnread, directoryUnread, vaults, failures } = await of(ops.userId)
  expect(rolesUnread).toMatchObject({ right: 'Microsoft.Authorization/roleAssignments/read' })
  expect(directoryUnread).toMatchObject({ right: 'GroupMember.Read.All' })
  expect(vaults.map(({ vault }) => vault)).toContain('petdash-prod')
  expect(failures).toEqual([])
  await fault('management.azure.com', `/subscriptions/${production}/providers/Microsoft.KeyVault`)
  const less = await of(ops.userId)
  expect(less.failures).toHaveLength(1)
  expect(less.vaults.length).toBeGreaterThan(0)
  expect(less.looked).toBeLessThan(vaults.length)
})

it('is for security operations only', async () => {
  const dev = await test.signIn('dev@contoso.example')
  const asked = getPrincipalAccess(test.services, dev, { principal: dev.userId })
  await expect(asked).rejects.toMatchObject({ failure: { code: 'role-missing' } })
})
