import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { getNetwork } from '../network/get.ts'
import { updateNetwork } from '../network/update.ts'
import { getVault } from '../vaults/get.ts'
import { listVaults } from '../vaults/list.ts'
import { listVisibleVaults } from '../vaults/list-visible.ts'
import { listAttention } from './list.ts'

let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterEach(() => test.cloud.control('DELETE', 'faults'))
afterAll(() => test.close())

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return failureOf(error)?.code
}

it('a vault comes with what is wrong with its settings', async () => {
  const { items } = await listVaults(test.services, ops)
  const of = (name: string) => items.find((vault) => vault.name === name)?.findings
  expect(of('contoso-dev')).toMatchObject([
    { rule: 'open-network', title: 'Open to all networks' },
    { rule: 'purge-protection-off', title: 'Purge protection off' },
  ])
  expect(of('contoso-shared')).toEqual([])
})

describe('what needs attention', () => {
  it('is found over all vaults, worst first', async () => {
    const found = await listAttention(test.services, ops)
    expect(found.failures).toEqual([])
    expect(found.vaultsRead).toBe(found.vaultsTotal)
    const rules = new Set(found.items.map((item) => item.rule))
    for (const rule of ['expired', 'expiring', 'failed-issuance', 'pending-csr', 'open-network']) {
      expect(rules, rule).toContain(rule)
    }
    const owners = new Map(found.items.map((item) => [item.certificate, item.owner]))
    expect(owners.get('partner-edi')).toBe('partners@contoso.example')
    expect(owners.get('vpn-gateway')).toBeNull()
    const ranks = found.items.map((item) => ['bad', 'warn', 'info'].indexOf(item.severity))
    expect(ranks).toEqual(ranks.toSorted())
  })

  // Hardening R15: one dead vault never blanks the page, and is named.
  it.each([
    [{ status: 500 }, 'upstream'],
    [{ status: 429 }, 'throttled'],
    [{ status: 403 }, 'forbidden'],
  ])('is partial when a vault answers %o', async (fault, code) => {
    const host = 'contoso-prod.vault.azure.net'
    await test.cloud.control('POST', 'faults', { host, path: '/', count: 20, ...fault })
    const found = await listAttention(test.services, ops)
    expect(found.vaultsRead).toBe(found.vaultsTotal - 1)
    expect(found.failures).toMatchObject([{ code, vault: 'contoso-prod' }])
    expect(found.certificates).toBeGreaterThan(0)
  })

  it('is a failure when not even the vaults can be listed', async () => {
    const host = 'management.azure.com'
    await test.cloud.control('POST', 'faults', { host, path: '/', count: 20, status: 500 })
    expect(await codeOf(listAttention(test.services, ops))).toBe('upstream')
  })
})

describe('vaults', () => {
  it('are listed with what their pages show', async () => {
    const { items, failures } = await listVaults(test.services, ops)
    expect(failures).toEqual([])
    expect(items.find((vault) => vault.name === 'contoso-prod')).toMatchObject({
      uri: 'https://contoso-prod.vault.azure.net',
      subscriptionName: 'Contoso Production',
      permissionModel: 'access-policies',
    })
    expect(items.some((vault) => vault.permissionModel === 'rbac')).toBe(true)
  })

  it('are found by name, whatever its case', async () => {
    const vault = await getVault(test.services, ops, { vault: 'Contoso-PROD' })
    expect(vault.name).toBe('contoso-prod')
    expect(await codeOf(getVault(test.services, ops, { vault: 'no-such' }))).toBe('not-found')
  })

  it('are for security operations; a developer sees what Azure lets them', async () => {
    const dev = await test.signIn('dev@contoso.example')
    expect(await codeOf(listVaults(test.services, dev))).toBe('role-missing')
    expect(await codeOf(getVault(test.services, dev, { vault: 'contoso-prod' }))).toBe(
      'role-missing',
    )
    expect(await codeOf(listAttention(test.services, dev))).toBe('role-missing')
    const { items } = await listVisibleVaults(test.services, dev)
    const all = await listVaults(test.services, ops)
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThan(all.items.length)
  })
})

it('names the vault that somebody changed with another tool, until it is changed from here', async () => {
  const dayMs = 86_400_000
  const tomorrow = new Date(Date.now() + dayMs).toISOString()
  expect((await test.cloud.control('PUT', 'clock', { now: tomorrow })).status).toBe(200)
  const later = {
    ...test.services,
    clock: { now: () => new Date(test.services.clock.now().getTime() + dayMs) },
  }
  const elsewhere = async () =>
    (await listAttention(later, ops)).items
      .filter(({ rule }) => rule === 'changed-elsewhere')
      .map(({ vault, message }) => `${vault}: ${message.split(' ')[0]}`)
  expect(await elsewhere()).toEqual([])
  const { subscriptionId, resourceGroup, tags } = await getVault(test.services, ops, {
    vault: 'contoso-dev',
  })
  const place = { subscriptionId, resourceGroup, vault: 'contoso-dev' }
  await test.services.azureOf(ops).vaultWrites.update(place, { tags: { ...tags, touched: 'yes' } })
  expect(await elsewhere()).toEqual(['contoso-dev: ops@contoso.example'])
  const { config } = await getNetwork(later, ops, { vault: 'contoso-dev' })
  const after = { ...config, ipRules: ['20.9.9.9/32'] }
  await updateNetwork(later, ops, { vault: 'contoso-dev', before: config, after })
  expect(await elsewhere()).toEqual([])
})
