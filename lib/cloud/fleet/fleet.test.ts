import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { clientsOf } from '#lib/testing/vault-clients.ts'
import { makeFleet } from './fleet.ts'
import { parseFleetSize, planVault } from './plan.ts'

const now = new Date('2026-05-01T08:00:00.000Z')

describe('the plan', () => {
  it('is the same each time, and another for each vault', () => {
    expect(planVault(7, 30, now)).toEqual(planVault(7, 30, now))
    expect(planVault(8, 30, now).certificates).not.toEqual(planVault(7, 30, now).certificates)
  })

  it('of a smaller fleet begins like that of a larger one', () => {
    expect(planVault(7, 30, now).certificates.slice(0, 10)).toEqual(
      planVault(7, 10, now).certificates,
    )
  })

  it('has every state that there is in 1,000 certificates', () => {
    const all = Array.from({ length: 20 }, (_, at) => planVault(at + 1, 50, now)).flatMap(
      (vault) => vault.certificates,
    )
    expect(new Set(all.map(({ kind }) => kind))).toEqual(
      new Set(['self-signed', 'imported', 'pending', 'failed']),
    )
    const keys = new Set(all.map(({ key }) => (key.kty === 'EC' ? key.crv : key.size)))
    expect(keys).toEqual(new Set(['P-256', 'P-384', 2048, 3072, 4096]))
    expect(all.some(({ deleted }) => deleted)).toBe(true)
    expect(all.some(({ enabled }) => enabled === false)).toBe(true)
    expect(all.some(({ earlier }) => earlier > 0)).toBe(true)
  })

  it.each([
    ['200x50', { vaults: 200, certificates: 50 }],
    ['0x5', null],
    ['5x1001', null],
    ['200', null],
    ['-1x5', null],
    ['', null],
  ])('%j is %j', (text, size) => {
    expect(parseFleetSize(text)).toEqual(size)
  })
})

describe('a fleet', () => {
  let cloud: TestCloud
  beforeEach(async () => {
    cloud = await startTestCloud({ sample: true })
  })
  afterEach(() => cloud.close())

  it('is what the plan says, and what is there is not made again', async () => {
    const { context, credentials } = cloud.cloud
    await makeFleet(context, credentials, { vaults: 1, certificates: 6 })
    await makeFleet(context, credentials, { vaults: 1, certificates: 12 })
    const plan = planVault(1, 12, context.clock.now())
    const wanted = plan.certificates
      .filter(({ kind, deleted }) => !deleted && kind !== 'pending' && kind !== 'failed')
      .map(({ name }) => name)
    const found: string[] = []
    const { certificates } = clientsOf(cloud, plan.name)
    for await (const one of certificates.listPropertiesOfCertificates()) found.push(one.name ?? '')
    expect(found.toSorted()).toEqual(wanted.toSorted())
  })
})
