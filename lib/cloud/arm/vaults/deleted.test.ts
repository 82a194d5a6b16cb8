import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { putEventSubscription, subscriptionsOfSource } from '../../events/subscriptions.ts'
import { listAudit } from '../../logs/audit.ts'
import { integer } from '../../store/row.ts'
import { createArmApp } from '../app.ts'
import {
  type Answer,
  type ArmUnderTest,
  everything,
  nobody,
  openArmUnderTest,
  owner,
  subscription,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'
import { findDeletedVault, listDueVaults } from './deleted-table.ts'
import { finishPurges, startPurge } from './purge.ts'

const provider = `/subscriptions/${subscription}/providers/Microsoft.KeyVault`
const deletedIn = (location: string, name: string): string =>
  `${provider}/locations/${location}/deletedVaults/${name}`
const data = { claims: { aud: 'https://vault.azure.net' } }

let cloud: ArmUnderTest

beforeAll(async () => {
  cloud = await openArmUnderTest()
})

afterAll(() => cloud.close())

async function make(name: string, properties: object = {}): Promise<void> {
  const body = vaultRequest(
    { accessPolicies: [everything(owner)], ...properties },
    { tags: { env: 'x' } },
  )
  const made = await cloud.arm('PUT', `${vaults}/${name}`, { body })
  invariant(made.status === 200, JSON.stringify(made.body))
}

/** Waits until a certificate of its own is in the vault. */
async function fill(name: string): Promise<void> {
  const base = `https://${name}.vault.azure.net/certificates/one`
  const made = await cloud.vault('POST', `${base}/create`, {
    ...data,
    body: {
      policy: {
        key_props: { kty: 'EC', crv: 'P-256' },
        x509_props: { subject: 'CN=one' },
        issuer: { name: 'Self' },
      },
    },
  })
  invariant(made.status === 202, JSON.stringify(made.body))
  await cloud.settled()
}

/** Rows of any table that belong to a vault that is not there. */
function orphans(): number {
  const tables = cloud.ctx.store
    .sql(
      "SELECT t.name AS name FROM sqlite_schema t WHERE t.type = 'table' AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'vault')",
    )
    .all()
  expect(tables.length).toBeGreaterThan(6)
  return tables.reduce((sum, table) => {
    const row = cloud.ctx.store
      .sql(
        `SELECT count(*) AS n FROM "${table.name}" WHERE vault NOT IN (SELECT key FROM vaults UNION SELECT key FROM deleted_vaults)`,
      )
      .get()
    return sum + (row ? integer(row, 'n') : 0)
  }, 0)
}

function errorOf(answer: Answer): [number, string] {
  return [answer.status, answer.body?.error?.code]
}

describe('a deleted vault', () => {
  it('is listed and shown with its dates, and takes no calls (protocol section 9.1)', async () => {
    await make('kv-gone', { softDeleteRetentionInDays: 7 })
    const deleted = await cloud.arm('DELETE', `${vaults}/kv-gone`)
    expect([deleted.status, deleted.body]).toEqual([200, null])
    expect((await cloud.arm('DELETE', `${vaults}/kv-gone`)).status).toBe(204)
    expect(errorOf(await cloud.arm('GET', `${vaults}/kv-gone`))).toEqual([404, 'ResourceNotFound'])
    const shown = await cloud.arm('GET', deletedIn('westeurope', 'KV-GONE'))
    expect(shown.body).toEqual({
      id: deletedIn('westeurope', 'kv-gone'),
      name: 'kv-gone',
      type: 'Microsoft.KeyVault/deletedVaults',
      properties: {
        vaultId: `${vaults}/kv-gone`,
        location: 'westeurope',
        tags: { env: 'x' },
        deletionDate: '2026-05-01T08:00:00Z',
        scheduledPurgeDate: '2026-05-08T08:00:00Z',
      },
    })
    const listed = await cloud.arm('GET', `${provider}/deletedVaults`)
    expect(listed.body).toEqual({ value: [shown.body] })
    const call = await cloud.vault('GET', 'https://kv-gone.vault.azure.net/certificates', data)
    expect(errorOf(call)).toEqual([404, 'VaultNotFound'])
    expect(errorOf(await cloud.arm('GET', deletedIn('northeurope', 'kv-gone')))).toEqual([
      404,
      'DeletedVaultNotFound',
    ])
  })

  it('keeps its name until it is recovered with all it held, but no role or subscriber', async () => {
    await make('kv-back')
    await fill('kv-back')
    await cloud.assignRole('Reader', nobody, `${vaults}/kv-back`)
    expect((await cloud.arm('GET', `${vaults}/kv-back`, { as: nobody })).status).toBe(200)
    await cloud.ctx.store.write((db) =>
      putEventSubscription(db, {
        ...{ parentId: `${vaults}/kv-back`, source: `${vaults}/kv-back`, name: 'news' },
        ...{ endpointUrl: 'https://subscriber.example/', includedEventTypes: null, labels: [] },
        ...{ subjectBeginsWith: '', subjectEndsWith: '', isSubjectCaseSensitive: false },
        ...{ schema: 'EventGridSchema', maxDeliveryAttempts: 1, eventTimeToLiveInMinutes: 1 },
        deadLetterDestination: null,
      }),
    )
    expect(subscriptionsOfSource(cloud.ctx.store, `${vaults}/kv-back`)).toHaveLength(1)
    await cloud.arm('DELETE', `${vaults}/kv-back`)
    const again = await cloud.arm('PUT', `${vaults}/kv-back`, { body: vaultRequest() })
    expect([again.status, again.body.error]).toEqual([
      409,
      {
        code: 'ConflictError',
        message:
          'A vault with the same name already exists in deleted state. You need to either recover or ' +
          'purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 ' +
          'for more information on soft delete.',
      },
    ])
    const elsewhere = await cloud.arm('PUT', `${vaults}/kv-back`, {
      body: { location: 'northeurope', properties: { createMode: 'recover' } },
    })
    expect(errorOf(elsewhere)).toEqual([404, 'DeletedVaultNotFound'])
    const back = await cloud.arm('PUT', `${vaults}/kv-back`, {
      body: { location: 'westeurope', properties: { createMode: 'Recover' }, tags: { other: 'y' } },
    })
    expect(back.status).toBe(200)
    const [row] = listAudit(cloud.ctx.store, `${vaults}/kv-back`, 1)
    expect([row?.operationName, row?.resultSignature]).toEqual(['VaultRecover', 'OK'])
    expect(back.body).toMatchObject({
      tags: { env: 'x' },
      properties: { accessPolicies: [everything(owner)], provisioningState: 'Succeeded' },
    })
    const held = await cloud.vault('GET', 'https://kv-back.vault.azure.net/certificates/one', data)
    expect(held.status).toBe(200)
    expect((await cloud.arm('GET', `${vaults}/kv-back`, { as: nobody })).status).toBe(403)
    expect(subscriptionsOfSource(cloud.ctx.store, `${vaults}/kv-back`)).toEqual([])
    const twice = await cloud.arm('PUT', `${vaults}/kv-back`, {
      body: { location: 'westeurope', properties: { createMode: 'recover' } },
    })
    expect(errorOf(twice)).toEqual([409, 'VaultAlreadyExists'])
    // What was under way in the vault goes on: once, for the one that came back.
    expect(cloud.recoveries()).toBe(1)
  })
})

describe('purge', () => {
  it('answers 202, then 200 at the place it names, and leaves nothing behind', async () => {
    await make('kv-purge')
    await fill('kv-purge')
    await cloud.arm('DELETE', `${vaults}/kv-purge`)
    const path = `${deletedIn('westeurope', 'kv-purge')}/purge`
    const refused = await cloud.arm('POST', path, { as: nobody })
    expect(errorOf(refused)).toEqual([403, 'AuthorizationFailed'])
    const started = await cloud.arm('POST', path)
    expect([started.status, started.body]).toEqual([202, null])
    const location = started.headers.get('location') ?? ''
    expect(location).toMatch(
      /providers\/Microsoft\.KeyVault\/locations\/westeurope\/operationResults\/[\w-]+\?api-version=2023-07-01$/,
    )
    const first = await cloud.arm('GET', location)
    expect(first.status).toBe(202)
    expect(first.headers.get('location')).toBe(location)
    await cloud.settled()
    const done = await cloud.arm('GET', location)
    expect([done.status, done.body]).toEqual([
      200,
      {
        createdDateTime: '2026-05-01 08:00:00Z',
        lastActionDateTime: '2026-05-01 08:00:00Z',
        status: 'Succeeded',
      },
    ])
    expect(orphans()).toBe(0)
    expect(errorOf(await cloud.arm('POST', path))).toEqual([404, 'DeletedVaultNotFound'])
    await make('kv-purge')
    const certificates = 'https://kv-purge.vault.azure.net/certificates'
    expect((await cloud.vault('GET', certificates, data)).body.value).toEqual([])
  })

  it('goes on where a process that died has left it', async () => {
    await make('kv-died')
    await fill('kv-died')
    await cloud.arm('DELETE', `${vaults}/kv-died`)
    await cloud.ctx.store.write((db) => {
      const deleted = findDeletedVault(db, 'kv-died')
      invariant(deleted, 'kv-died is deleted')
      startPurge(db, deleted, cloud.ctx.clock.now())
    })
    expect(orphans()).toBeGreaterThan(0)
    await createArmApp(cloud.ctx).settled()
    expect(orphans()).toBe(0)
  })

  it('is refused under purge protection', async () => {
    await make('kv-protected', { enablePurgeProtection: true, softDeleteRetentionInDays: 8 })
    await cloud.arm('DELETE', `${vaults}/kv-protected`)
    const shown = await cloud.arm('GET', deletedIn('westeurope', 'kv-protected'))
    expect(shown.body.properties.purgeProtectionEnabled).toBe(true)
    const answer = await cloud.arm('POST', `${deletedIn('westeurope', 'kv-protected')}/purge`)
    expect([answer.status, answer.body.error]).toEqual([
      409,
      { code: 'MethodNotAllowed', message: "Operation 'DeletedVaultPurge' is not allowed." },
    ])
  })

  it('is due by itself when the retention ends, protection or not', async () => {
    const { store } = cloud.ctx
    const due = (until: string): string[] =>
      listDueVaults(store, new Date(until), 10).map(({ vault }) => vault.name)
    expect(due('2026-05-08T07:59:59Z')).toEqual([])
    expect(due('2026-05-09T08:00:00Z')).toEqual(['kv-gone', 'kv-protected'])
    await store.write((db) => {
      for (const vault of listDueVaults(db, new Date('2026-05-09T08:00:00Z'), 10)) {
        startPurge(db, vault, vault.purgeAt)
      }
    })
    await finishPurges(store, () => new Date('2026-05-09T08:00:00Z'))
    const listed = await cloud.arm('GET', `${provider}/deletedVaults`)
    expect(listed.body).toEqual({ value: [] })
    await make('kv-protected')
    expect(orphans()).toBe(0)
  })
})

describe('checkNameAvailability', () => {
  it.each<[string, object]>([
    ['kv-free', { nameAvailable: true }],
    ['KV-Protected', { nameAvailable: false, reason: 'AlreadyExists' }],
    ['kv_x', { nameAvailable: false, reason: 'AccountNameInvalid' }],
  ])('of %s', async (name, verdict) => {
    const answer = await cloud.arm('POST', `${provider}/checkNameAvailability`, {
      body: { name, type: 'Microsoft.KeyVault/vaults' },
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject(verdict)
    expect(typeof answer.body.message).toBe(
      'nameAvailable' in verdict && verdict.nameAvailable ? 'undefined' : 'string',
    )
  })

  it.each([{ name: 'kv-x' }, { type: 'Microsoft.KeyVault/vaults' }])('of %j: 400', async (body) => {
    const answer = await cloud.arm('POST', `${provider}/checkNameAvailability`, { body })
    expect(errorOf(answer)).toEqual([400, 'BadRequest'])
  })
})
