import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { getNetwork } from './get.ts'
import { getAddresses } from './get-addresses.ts'
import { listSubnets } from './list-subnets.ts'
import { updateNetworkInput, updateSubnetInput } from './schema.ts'
import { updateNetwork } from './update.ts'
import { updateConnection } from './update-connection.ts'
import { updateSubnet } from './update-subnet.ts'

/** Verbs against the embedded cloud, as a Key Vault Contributor. */
let test: TestConsole
let ops: Caller
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

const read = async (): Promise<NetworkConfig> =>
  (await getNetwork(test.services, ops, { vault })).config

it('changes one gate and leaves the other, and records it', async () => {
  const before = await read()
  expect(before).toMatchObject({ publicNetworkAccess: 'Enabled', defaultAction: 'Deny' })
  const closed = { ...before, publicNetworkAccess: 'Disabled' as const }
  expect(await updateNetwork(test.services, ops, { vault, before, after: closed })).toEqual(closed)
  expect(await read()).toEqual(closed)
  await updateNetwork(test.services, ops, { vault, before: closed, after: before })
  const added = { ...before, ipRules: [...before.ipRules, '20.1.2.3/32'] }
  expect(await updateNetwork(test.services, ops, { vault, before, after: added })).toEqual(added)
  const activity = await listActivity(test.services, ops, { vault, limit: 5 })
  expect(activity[0]).toMatchObject({ verb: 'network.update', outcome: 'done' })

  const late = updateNetwork(test.services, ops, { vault, before, after: closed })
  expect(await failureFor(late)).toMatchObject({ code: 'changed-meanwhile', plane: 'management' })
  expect(await read()).toEqual(added)
  await updateNetwork(test.services, ops, { vault, before: added, after: before })
})

it('tells wrong rules beside the rule, but lets stay what is there', () => {
  const base: NetworkConfig = {
    publicNetworkAccess: 'Enabled',
    defaultAction: 'Deny',
    bypass: 'None',
    ipRules: ['10.0.0.0/8'],
    subnets: [],
  }
  const faults = (ipRules: string[]) => {
    const input = { vault, before: base, after: { ...base, ipRules } }
    const { error } = updateNetworkInput.safeParse(input)
    return error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []
  }
  expect(faults(['10.0.0.0/8'])).toEqual([])
  expect(faults(['20.0.0.0/8', '192.168.0.1'])).toEqual([
    expect.stringMatching(/^after\.ipRules\.1 .*private range/),
  ])
  expect(faults(['2001:db8::/32'])).toEqual([expect.stringContaining('IPv6')])
  const tooMany = Array.from({ length: 1_001 }, (_, at) => `20.0.${at >> 8}.${at & 255}/32`)
  expect(faults(tooMany)).toEqual([expect.stringContaining('1,001')])
})

it('lists subnets and says which has no service endpoint', async () => {
  const { items, failures } = await listSubnets(test.services, ops)
  expect(failures).toEqual([])
  const lacking = items.filter(({ hasEndpoint }) => !hasEndpoint)
  expect(items.length).toBeGreaterThan(lacking.length)
  expect(lacking.map(({ id }) => id.split('/').at(-1))).toContain('snet-batch')
})

it('gives a subnet its service endpoint, beside what it has, for whoever may', async () => {
  const owner = await test.signIn('owner@contoso.example')
  const subnet = async (name: string) => {
    const { items } = await listSubnets(test.services, ops)
    const found = items.find(({ id }) => id.endsWith(`/${name}`))
    return { id: found?.id ?? '', hasEndpoint: found?.hasEndpoint }
  }
  const { id, hasEndpoint } = await subnet('snet-batch')
  expect(hasEndpoint).toBe(false)
  const before = await read()
  const after = { ...before, subnets: [...before.subnets, { id, ignoreMissingEndpoint: false }] }
  const early = updateNetwork(test.services, owner, { vault, before, after })
  expect((await failureFor(early))?.detail).toContain('service endpoint')

  expect(await failureFor(updateSubnet(test.services, ops, { vault, id }))).toMatchObject({
    code: 'forbidden-rbac',
    right: 'Microsoft.Network/virtualNetworks/subnets/write',
  })
  expect(await updateSubnet(test.services, owner, { vault, id })).toEqual({ done: true })
  // Once more changes nothing.
  expect(await updateSubnet(test.services, owner, { vault, id })).toEqual({ done: true })
  expect(await subnet('snet-batch')).toEqual({ id, hasEndpoint: true })
  expect(await subnet('snet-apps')).toMatchObject({ hasEndpoint: true })
  await updateNetwork(test.services, owner, { vault, before, after })
  await updateNetwork(test.services, owner, { vault, before: after, after: before })
})

it.each([
  '/subscriptions/{s}/resourceGroups/../providers/Microsoft.Network/virtualNetworks/v/subnets/s',
  '/subscriptions/{s}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/..',
  '/subscriptions/{s}/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s?x=',
  '/subscriptions/{s}/resourceGroups/g%2f/providers/Microsoft.Network/virtualNetworks/v/subnets/s',
  '/subscriptions/{s}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/v/subnets/s',
  'https://evil.example/',
])('takes no address in the place of a subnet: %s', (path) => {
  const id = path.replace('{s}', 'c5c5c5c5-0000-4000-8000-000000000004')
  expect(updateSubnetInput.safeParse({ vault, id }).success).toBe(false)
})

it('knows the address from which the vault sees the console', async () => {
  const input = { vault, person: '198.51.100.7' }
  expect(await getAddresses(test.services, ops, input)).toEqual({
    person: '198.51.100.7',
    console: '127.0.0.1',
  })
})

it('approves a private endpoint, and rejects it again', async () => {
  const { connections } = await getNetwork(test.services, ops, { vault })
  const [waiting] = connections
  expect(waiting).toMatchObject({ status: 'Pending' })
  const name = waiting?.name ?? ''
  for (const status of ['Approved', 'Rejected'] as const) {
    const answer = { vault, name, status, description: 'Looked at.' }
    expect(await updateConnection(test.services, ops, answer)).toMatchObject({ status })
    const now = await getNetwork(test.services, ops, { vault })
    expect(now.connections[0]).toMatchObject({ status, description: 'Looked at.' })
  }
  const auditor = await test.signIn('auditor@contoso.example')
  const refused = updateConnection(test.services, auditor, {
    vault,
    name,
    status: 'Approved',
    description: '',
  })
  expect(await failureFor(refused)).toMatchObject({ code: 'role-missing' })
})
