import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { networkPatch } from '#lib/domain/network/network-code.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import type { Services } from '../services.ts'
import { createTemporaryRule } from './create-temporary-rule.ts'
import { deleteTemporaryRule } from './delete-temporary-rule.ts'
import { getNetwork } from './get.ts'
import { closeExpired } from './jobs.ts'
import { listSubnets } from './list-subnets.ts'
import { createTemporaryRuleInput, temporaryHours } from './schema.ts'
import { updateNetwork } from './update.ts'

/** Rules that end by themselves, on the embedded cloud and its clock. */
let test: TestConsole
let ops: Caller
const vault = 'contoso-prod'
const guest = '20.9.8.7/32'
const wanted = { vault, rule: '20.9.8.7', hours: 4, reason: 'Audit on site' } as const

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())
beforeEach(async () => {
  for (const { id } of (await network()).temporary) {
    await deleteTemporaryRule(test.services, ops, { vault, id })
  }
})

const network = () => getNetwork(test.services, ops, { vault })
const isOpen = async () => (await network()).config.ipRules.includes(guest)
const open = () => createTemporaryRule(test.services, ops, wanted)
const rows = () => test.services.store.selectFrom('temporary_rules').selectAll().execute()

async function pass(hours: number): Promise<void> {
  const now = await test.services.azureNow()
  const later = new Date(now.getTime() + hours * 3_600_000).toISOString()
  expect((await test.cloud.control('PUT', 'clock', { now: later })).status).toBe(200)
}

/** The console when Azure refuses what it does by itself. */
function powerless(times: { refused: number }): Services {
  const { ownAzure } = test.services
  return {
    ...test.services,
    ownAzure: {
      ...ownAzure,
      vaultWrites: {
        ...ownAzure.vaultWrites,
        update: () => {
          times.refused += 1
          return test.services.azureOf(developer).vaultWrites.update(place, {})
        },
      },
    },
  }
}
let developer: Caller
let place: Awaited<ReturnType<typeof network>>['place']

it('lets an address in for its time, and takes it away as the console', async () => {
  const { until } = await open()
  expect(await network()).toMatchObject({
    temporary: [
      { rule: guest, reason: 'Audit on site', madeBy: 'ops@contoso.example', until, failure: null },
    ],
  })
  await closeExpired(test.services)
  await pass(3.9)
  await closeExpired(test.services)
  expect(await isOpen()).toBe(true)

  await pass(0.2)
  await closeExpired(test.services)
  expect(await isOpen()).toBe(false)
  expect(await rows()).toEqual([])
  const [closed, opened] = await listActivity(test.services, ops, { vault, limit: 2 })
  expect(closed).toMatchObject({
    verb: 'network.delete-temporary-rule',
    actor: { name: 'Strongroom', objectId: test.console.env.clientId },
    reason: `${guest}: Audit on site`,
    outcome: 'done',
  })
  expect(opened).toMatchObject({
    verb: 'network.create-temporary-rule',
    actor: { name: 'ops@contoso.example' },
    reason: `${guest} until ${until}: Audit on site`,
    outcome: 'done',
  })
})

it('leaves everything else of the network as it is then', async () => {
  await open()
  const { config } = await network()
  const ipRules = [...config.ipRules, '20.1.2.3/32']
  const after = { ...config, ipRules, bypass: 'None' as const }
  await updateNetwork(test.services, ops, { vault, before: config, after })
  await pass(4)
  await closeExpired(test.services)
  const kept = { ...after, ipRules: ipRules.filter((rule) => rule !== guest) }
  expect((await network()).config).toEqual(kept)
})

it('is closed before its time by a person, once', async () => {
  await open()
  const [{ id } = { id: '' }] = (await network()).temporary
  const elsewhere = deleteTemporaryRule(test.services, ops, { vault: 'petdash-prod', id })
  expect(await failureFor(elsewhere)).toMatchObject({ code: 'not-found' })
  await deleteTemporaryRule(test.services, ops, { vault, id })
  expect(await isOpen()).toBe(false)
  const again = deleteTemporaryRule(test.services, ops, { vault, id })
  expect(await failureFor(again)).toMatchObject({ code: 'not-found' })
})

it('shows what could not be closed, and tries again with growing pauses', async () => {
  await open()
  developer = await test.signIn('dev@contoso.example')
  place = (await network()).place
  await pass(4)
  const times = { refused: 0 }
  let minutes = 0
  const later = (more: number): Services => {
    minutes += more
    const passed = minutes * 60_000
    const clock = { now: () => new Date(test.services.clock.now().getTime() + passed) }
    return { ...powerless(times), clock }
  }
  for (const [more, tries] of [
    [0, 1],
    [0.9, 1],
    [0.2, 2],
    [1.8, 2],
    [0.3, 3],
  ] as const) {
    await closeExpired(later(more))
    expect(times.refused).toBe(tries)
  }
  const [shown] = (await network()).temporary
  expect(shown?.failure).toEqual(expect.stringMatching(/\w/))
  expect(await isOpen()).toBe(true)
  const able = { ...later(10), ownAzure: test.services.ownAzure }
  await closeExpired(able)
  expect(await isOpen()).toBe(false)
  expect(await rows()).toEqual([])
})

it('is closed once by two consoles on one store', async () => {
  await test.services.store.deleteFrom('records').execute()
  await open()
  await pass(4)
  await Promise.all([closeExpired(test.services), closeExpired(test.services)])
  const activity = await listActivity(test.services, ops, { vault, limit: 200 })
  const closings = activity.filter(({ verb }) => verb === 'network.delete-temporary-rule')
  expect(closings).toHaveLength(1)
})

it('is forgotten where somebody has removed the rule, and never takes away one that came later', async () => {
  await open()
  const { config } = await network()
  const after = { ...config, ipRules: config.ipRules.filter((rule) => rule !== guest) }
  await updateNetwork(test.services, ops, { vault, before: config, after })
  expect(await rows()).toEqual([])
  // For good this time.
  await updateNetwork(test.services, ops, { vault, before: after, after: config })
  await pass(4)
  await closeExpired(test.services)
  expect((await network()).config).toEqual(config)
  await updateNetwork(test.services, ops, { vault, before: config, after })
})

it('is forgotten at its time where another tool has removed the rule', async () => {
  await open()
  const { config, place: at } = await network()
  const ipRules = config.ipRules.filter((rule) => rule !== guest)
  const change = networkPatch(config, { ...config, ipRules })
  const elsewhere = () => test.services.azureOf(ops).vaultWrites.update(at, change)
  await elsewhere()
  expect((await network()).temporary).toEqual([])
  // Let in again: this is another, with a term of its own.
  await pass(3)
  await open()
  await pass(2)
  await closeExpired(test.services)
  expect(await isOpen()).toBe(true)
  await elsewhere()
  await pass(3)
  await closeExpired(test.services)
  expect(await rows()).toEqual([])
  expect(await isOpen()).toBe(false)
})

it('refuses what it could not take away again', async () => {
  const refused = createTemporaryRule(test.services, ops, { ...wanted, vault: 'petdash-prod' })
  expect(await failureFor(refused)).toMatchObject({
    code: 'forbidden-rbac',
    right: 'Microsoft.KeyVault/vaults/read',
    nextStep: expect.stringContaining('rg-petdash-prod'),
  })
  expect(await rows()).toEqual([])
})

it('refuses where a subnet that stays among the rules is not the console’s to join', async () => {
  const owner = await test.signIn('owner@contoso.example')
  const { items } = await listSubnets(test.services, ops)
  const id = items.find((one) => one.id.endsWith('/snet-apps'))?.id ?? ''
  const before = (await network()).config
  const after = { ...before, subnets: [{ id, ignoreMissingEndpoint: false }] }
  await updateNetwork(test.services, owner, { vault, before, after })
  expect(await failureFor(open())).toMatchObject({
    code: 'forbidden-rbac',
    right: 'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action',
    detail: expect.stringContaining('snet-apps of vnet-hub'),
  })
  // As the person would be, too, who changes no subnet.
  const change = { ...after, ipRules: [...after.ipRules, guest] }
  const refused = updateNetwork(test.services, ops, { vault, before: after, after: change })
  expect(await failureFor(refused)).toMatchObject({
    right: 'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action',
  })
  await updateNetwork(test.services, owner, { vault, before: after, after: before })
})

it('refuses what would not let anybody in, and tells why beside the field', async () => {
  const { config } = await network()
  const taken = createTemporaryRule(test.services, ops, {
    ...wanted,
    rule: config.ipRules[0] ?? '',
  })
  expect((await failureFor(taken))?.fields?.rule).toEqual([expect.stringContaining('already')])
  const closed = { ...config, publicNetworkAccess: 'Disabled' as const }
  await updateNetwork(test.services, ops, { vault, before: config, after: closed })
  expect(await failureFor(open())).toMatchObject({ code: 'conflict' })
  await updateNetwork(test.services, ops, { vault, before: closed, after: config })
  expect(await rows()).toEqual([])
})

it.each([
  [{ rule: '10.1.2.3' }, 'rule', /private range/],
  [{ rule: '2001:db8::1' }, 'rule', /IPv6/],
  [{ reason: '   ' }, 'reason', /Say why/],
  [{ reason: 'x'.repeat(501) }, 'reason', /500/],
  [{ hours: 2 }, 'hours', /./],
])('refuses %o beside its field', (change, field, words) => {
  const { error } = createTemporaryRuleInput.safeParse({ ...wanted, ...change })
  expect(error?.issues).toEqual([
    expect.objectContaining({ path: [field], message: expect.stringMatching(words) }),
  ])
})

it('takes each of its terms', () => {
  for (const hours of temporaryHours) {
    expect(createTemporaryRuleInput.safeParse({ ...wanted, hours }).success).toBe(true)
  }
})

it('is for security operations only', async () => {
  const auditor = await test.signIn('auditor@contoso.example')
  for (const work of [
    createTemporaryRule(test.services, auditor, wanted),
    deleteTemporaryRule(test.services, auditor, { vault, id: crypto.randomUUID() }),
  ]) {
    expect(await failureFor(work)).toMatchObject({ code: 'role-missing' })
  }
})
