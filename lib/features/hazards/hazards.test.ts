import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { getHazards } from './get.ts'
import { listHazards } from './list.ts'

let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterEach(() => test.cloud.control('DELETE', 'faults'))
afterAll(() => test.close())

it('finds what threatens renewals over all vaults, and says how many it looked at', async () => {
  const found = await listHazards(test.services, ops)
  expect(found.failures).toEqual([])
  expect(found.checked).toBe(found.total)
  expect(found.total).toBeGreaterThan(10)
  expect(found.hazards.length).toBeGreaterThan(0)
  const ranks = found.hazards.map(({ severity }) => ['bad', 'warn', 'info'].indexOf(severity))
  expect(ranks).toEqual(ranks.toSorted())
})

it('says the same of a certificate on its own page', async () => {
  const { hazards } = await listHazards(test.services, ops)
  const { vault = '', certificate: name = '' } = hazards[0] ?? {}
  const own = await getHazards(test.services, ops, { vault, name })
  const same = hazards.filter((one) => one.vault === vault && one.certificate === name)
  expect(new Set(own.hazards.map(({ rule }) => rule))).toEqual(
    new Set(same.map(({ rule }) => rule)),
  )
})

it('tells that contacts could not be read, and judges by the rest', async () => {
  const host = 'contoso-prod.vault.azure.net'
  const fault = { host, path: '/certificates/contacts', status: 403, count: 50 }
  await test.cloud.control('POST', 'faults', fault)
  const found = await listHazards(test.services, ops)
  expect(found.contactsUnread).toEqual(['contoso-prod'])
  expect(found.hazards.some(({ vault }) => vault === 'contoso-prod')).toBe(true)
  expect(
    found.hazards.some(({ vault, rule }) => vault === 'contoso-prod' && rule === 'no-contacts'),
  ).toBe(false)
})

it('names a vault that cannot be read beside the others', async () => {
  const host = 'contoso-prod.vault.azure.net'
  await test.cloud.control('POST', 'faults', { host, path: '/', status: 500, count: 50 })
  const found = await listHazards(test.services, ops)
  expect(found.failures).toMatchObject([{ vault: 'contoso-prod', code: 'upstream' }])
  expect(found.hazards.length).toBeGreaterThan(0)
})

it('is for security operations only', async () => {
  const dev = await test.signIn('dev@contoso.example')
  await expect(listHazards(test.services, dev)).rejects.toMatchObject({
    failure: { code: 'role-missing' },
  })
})
