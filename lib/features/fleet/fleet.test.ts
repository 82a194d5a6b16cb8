import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { listActivity } from '../activity/list.ts'
import { listCertificates } from '../certificates/list.ts'
import type { CertificateSummary } from '../certificates/schema.ts'
import { getHazards } from '../hazards/get.ts'
import { listVaults } from '../vaults/list.ts'
import { unpackCertificate } from './client.ts'
import { getDetails } from './get-details.ts'
import { listFleet } from './list.ts'
import { listDetails } from './list-details.ts'
import type { DetailEvent, FleetEvent, ListDetailsInput, UpdateLifetimeInput } from './schema.ts'
import { updateLifetime } from './update-lifetime.ts'
import { updateNewest } from './update-newest.ts'

let test: TestConsole
let ops: Caller
const PROD = 'contoso-prod'
const host = `${PROD}.vault.azure.net`

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterEach(() => test.cloud.control('DELETE', 'faults'))
afterAll(() => test.close())

const fault = (body: object) =>
  test.cloud.control('POST', 'faults', { host, path: '/', count: 1_000, ...body })

/** How many requests reach paths that begin so while it runs. */
async function requestsOf(path: string, run: () => Promise<unknown>): Promise<number> {
  const count = 1_000_000
  await test.cloud.control('POST', 'faults', { host: '*', path, count, delayMs: 1 })
  await run()
  const answer = await test.cloud.control('GET', 'faults')
  const { faults }: { faults: { count: number }[] } = await answer.json()
  await test.cloud.control('DELETE', 'faults')
  return count - (faults[0]?.count ?? 0)
}

async function list(caller = ops, vaults?: string[]) {
  const events: FleetEvent[] = []
  const began = performance.now()
  const at: number[] = []
  await listFleet(test.services, caller, vaults === undefined ? {} : { vaults }, (event) => {
    events.push(event)
    at.push(performance.now() - began)
  })
  const rows = events.flatMap((event) =>
    event.kind === 'rows' ? event.rows.map((row) => unpackCertificate(event.vault, row)) : [],
  )
  const failures = events.flatMap((event) => (event.kind === 'failure' ? [event.failure] : []))
  return { events, rows, failures, at }
}

describe('the list of all vaults', () => {
  it('holds what the lists of the vaults hold, and ends with an end', async () => {
    const { rows, failures, events } = await list()
    const vaults = await listVaults(test.services, ops)
    const each = await Promise.all(
      vaults.items.map(({ name }) => listCertificates(test.services, ops, { vault: name })),
    )
    const sorted = (all: readonly CertificateSummary[]) =>
      all.toSorted((a, b) => (`${a.vault}/${a.name}` < `${b.vault}/${b.name}` ? -1 : 1))
    expect(sorted(rows)).toEqual(sorted(each.flat()))
    expect(failures).toEqual([])
    expect(events.at(-1)).toEqual({ kind: 'end' })
    const counted = events.reduce((sum, one) => sum + (one.kind === 'vaults' ? one.count : 0), 0)
    expect(counted).toBe(vaults.items.length)
    expect(events.filter(({ kind }) => kind === 'read')).toHaveLength(vaults.items.length)
  })

  it('asks each vault for its pages and for nothing else', async () => {
    const pages = await requestsOf('/certificates', () => list())
    const { rows } = await list()
    const perVault = new Map<string, number>()
    for (const { vault } of rows) perVault.set(vault, (perVault.get(vault) ?? 0) + 1)
    const vaults = (await listVaults(test.services, ops)).items.length
    const least = [...perVault.values()].reduce((sum, count) => sum + Math.ceil(count / 25), 0)
    // A page may end with a link to an empty one, as the service's do.
    expect(pages).toBeLessThanOrEqual(least + vaults)
  })

  // Hardening R15: one dead vault never blanks the page, and is named.
  it.each([
    ['fails', { status: 500 }, 'upstream'],
    ['refuses for too many requests', { status: 429 }, 'throttled'],
    ['refuses the caller', { status: 403 }, 'forbidden'],
    ['takes no sign-in', { status: 401 }, 'signed-out'],
    ['stays silent', { delayMs: 20_000 }, 'timeout'],
  ])('names a vault that %s, and shows the others', async (_what, what, code) => {
    await fault(what)
    const { rows, failures, events, at } = await list()
    expect(failures).toMatchObject([{ code, vault: PROD }])
    expect(rows.some(({ vault }) => vault === 'contoso-dev')).toBe(true)
    expect(rows.some(({ vault }) => vault === PROD)).toBe(false)
    expect(events.at(-1)).toEqual({ kind: 'end' })
    // What the others hold has come long before the silent one is given up.
    const last = events.findLastIndex(({ kind }) => kind === 'rows')
    if (code === 'timeout') expect(at[last]).toBeLessThan((at.at(-1) ?? 0) - 1_000)
  })

  it('is the end of the sign-in when no vault takes it', async () => {
    await fault({ host: '*', path: '/certificates', status: 401 })
    const error = await list().catch((thrown: unknown) => thrown)
    expect(failureOf(error)?.code).toBe('signed-out')
  })

  it('asks again for those that failed alone', async () => {
    const again = await list(ops, [PROD])
    expect(new Set(again.rows.map(({ vault }) => vault))).toEqual(new Set([PROD]))
  })

  it('is a failure when not even the vaults can be listed, and is for security operations', async () => {
    const code = (work: Promise<unknown>) =>
      work.then(
        () => null,
        (error: unknown) => failureOf(error)?.code,
      )
    await fault({ host: 'management.azure.com', status: 500 })
    expect(await code(list())).toBe('upstream')
    const dev = await test.signIn('dev@contoso.example')
    expect(await code(list(dev))).toBe('role-missing')
    const ref = { vault: PROD, name: 'www', thumbprint: null }
    expect(await code(getDetails(test.services, dev, ref))).toBe('role-missing')
  })
})

async function details(
  refs: readonly { vault: string; name: string; thumbprint: string | null }[],
  purpose: ListDetailsInput['purpose'] = 'scan',
  signal?: AbortSignal,
) {
  const events: DetailEvent[] = []
  const items = refs.map((ref) => [ref.vault, ref.name, ref.thumbprint] as [string, string, string])
  await listDetails(
    test.services,
    ops,
    { items, purpose },
    (event) => void events.push(event),
    signal,
  )
  return events
}

describe('details', () => {
  it('are read once per version, by each user for themselves', async () => {
    const { rows } = await list(ops, [PROD])
    const issued = rows.filter(({ unissued }) => !unissued)
    const first = await details(issued)
    const told = first.filter(({ kind }) => kind === 'detail')
    expect(told).toHaveLength(issued.length)
    expect(told.find((one) => 'name' in one && one.name === 'www')).toMatchObject({
      detail: { current: { content: { serialNumber: expect.stringMatching(/^[0-9a-f]+$/) } } },
    })
    expect(await requestsOf('/certificates', () => details(issued))).toBe(0)

    const other = await test.signIn('ops2@contoso.example')
    const [ref] = issued
    if (!ref) throw new Error('no certificate')
    const asked = () => getDetails(test.services, other, ref)
    // The first call to a vault is answered by a challenge.
    await list(other, [PROD])
    expect(await requestsOf('/certificates', asked)).toBe(1)
    expect(await requestsOf('/certificates', asked)).toBe(0)
    // Another version has another thumbprint.
    const renewed = () => getDetails(test.services, other, { ...ref, thumbprint: 'ff'.repeat(20) })
    expect(await requestsOf('/certificates', renewed)).toBe(1)
  })

  it('tell the order of what was never issued, whose state the list hides', async () => {
    const { rows } = await list()
    const events = await details(rows.filter(({ unissued }) => unissued))
    const states = events.flatMap((one) =>
      one.kind === 'detail' ? [one.detail.operation?.status] : [],
    )
    expect(states).toContain('inProgress')
    expect(states).toContain('failed')
  })

  it('wait for a vault that is asked too much, and get all in the end', async () => {
    const { rows } = await list(ops, ['contoso-dev'])
    const fresh = rows.filter(({ unissued }) => !unissued)
    // More refusals than the transport repeats by itself.
    await fault({ host: 'contoso-dev.vault.azure.net', status: 429, count: fresh.length * 3 })
    const events = await details(fresh)
    expect(events.filter(({ kind }) => kind === 'detail')).toHaveLength(fresh.length)
  })

  it('can be stopped', async () => {
    const { rows } = await list(ops, ['contoso-iot-lab'])
    const stop = new AbortController()
    stop.abort()
    expect(await details(rows, 'view', stop.signal)).toEqual([{ kind: 'end' }])
  })

  it('say of each why it could not be read', async () => {
    const events = await details([{ vault: PROD, name: 'no-such-one', thumbprint: null }])
    expect(events[0]).toMatchObject({ kind: 'failure', failure: { code: 'not-found' } })
  })
})

describe('a change to the newest version', () => {
  it('adds tags beside what is there, is recorded, and makes the details be read again', async () => {
    const ref = { vault: PROD, name: 'www' }
    const { thumbprint, version } = await getDetails(test.services, ops, {
      ...ref,
      thumbprint: null,
    })
    const before = (await list(ops, [PROD])).rows.find(({ name }) => name === 'www')
    const row = await updateNewest(test.services, ops, { ...ref, addTags: { reviewed: 'yes' } })
    expect(row.tags).toEqual({ ...before?.tags, reviewed: 'yes' })
    expect(row.enabled).toBe(true)
    const known = () => getDetails(test.services, ops, { ...ref, thumbprint })
    expect(await requestsOf('/certificates', known)).toBe(1)
    const [record] = await listActivity(test.services, ops, { vault: PROD, limit: 1 })
    expect(record).toMatchObject({ object: 'www', version, outcome: 'done' })

    const off = await updateNewest(test.services, ops, { ...ref, enabled: false })
    expect([off.enabled, off.tags]).toEqual([false, row.tags])
  })

  it('is refused before it is sent when the tags would be too many', async () => {
    const addTags = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`t${at}`, 'x']))
    const error = await updateNewest(test.services, ops, {
      vault: PROD,
      name: 'payments-mtls',
      addTags: { ...addTags },
    }).catch((thrown: unknown) => thrown)
    const { tags } =
      (await list(ops, [PROD])).rows.find((one) => one.name === 'payments-mtls') ?? {}
    if (Object.keys(tags ?? {}).length === 0) throw new Error('the sample has tags here')
    expect(failureOf(error)?.code).toBe('invalid-input')
  })
})

describe('what the vault does before the end', () => {
  const mail = { action: 'EmailContacts', daysBeforeExpiry: 25, lifetimePercentage: null } as const
  const at = (name: string) => ({ vault: PROD, name })

  it('is changed alone, is recorded, and shows in the details', async () => {
    const before = await getDetails(test.services, ops, { ...at('www'), thumbprint: null })
    await updateLifetime(test.services, ops, { ...at('www'), lifetimeAction: mail })
    const after = await getDetails(test.services, ops, { ...at('www'), thumbprint: null })
    const { updatedOn: _, ...rest } = after.policy ?? { updatedOn: null }
    expect(rest).toEqual({
      ...before.policy,
      updatedOn: undefined,
      lifetimeAction: mail,
    })
    const [record] = await listActivity(test.services, ops, { vault: PROD, limit: 1 })
    expect(record).toMatchObject({
      ...{ verb: 'certificates.update-policy', object: 'www', outcome: 'done' },
    })
  })

  it('is refused before it is sent where it could never work', async () => {
    const refused = (lifetimeAction: UpdateLifetimeInput['lifetimeAction']) =>
      updateLifetime(test.services, ops, { ...at('partner-edi'), lifetimeAction }).then(
        () => null,
        (error: unknown) => failureOf(error),
      )
    expect(await refused({ ...mail, action: 'AutoRenew' })).toMatchObject({
      ...{ code: 'invalid-input', detail: expect.stringContaining('cannot renew it') },
    })
    expect(await refused({ ...mail, daysBeforeExpiry: 30_000 })).toMatchObject({
      ...{ code: 'invalid-input', detail: expect.stringContaining('days before the end') },
    })
  })
})

it('tells with the details what the renewal checks say, as far as they need nothing of the vault', async () => {
  const { rows } = await list(ops, [PROD])
  const events = await details(rows.filter(({ unissued }) => !unissued))
  const found = new Map(
    events.flatMap((one) => (one.kind === 'detail' ? [[one.name, one.detail.hazards]] : [])),
  )
  expect([...found.values()].flat()).not.toContain('no-contacts')
  for (const [name, rules] of found) {
    const { hazards } = await getHazards(test.services, ops, { vault: PROD, name })
    expect(hazards.map(({ rule }) => rule)).toEqual(expect.arrayContaining([...rules]))
  }
  expect([...found.values()].flat().length).toBeGreaterThan(0)
})
