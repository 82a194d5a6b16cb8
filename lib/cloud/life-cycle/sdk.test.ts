import type { CertificateClient } from '@azure/keyvault-certificates'
import type { KeyClient } from '@azure/keyvault-keys'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { addVaultWithClients, fast } from '#lib/testing/vault-clients.ts'
import { createShiftableClock } from '../clock.ts'
import { openCloud } from '../cloud.ts'
import { listMails } from '../outbox/mail.ts'
import { integer, text } from '../store/row.ts'
import type { CloudStore } from '../store/store.ts'

// The life cycle as the official clients and the control API see it, over real TLS.

let cloud: TestCloud
let certificates: CertificateClient
let keys: KeyClient

const day = 86_400_000
const start = '2027-01-01T00:00:00Z'
const later = (days: number) => new Date(Date.parse(start) + days * day)

beforeEach(async () => {
  cloud = await startTestCloud()
  const clients = await addVaultWithClients(cloud, { name: 'life-vault' })
  certificates = clients.certificates
  keys = clients.keys
  await setClock(later(0))
  await certificates.setContacts([{ email: 'pki@contoso.example', name: 'PKI' }])
})
afterEach(() => cloud.close())

async function setClock(now: Date): Promise<void> {
  expect((await cloud.control('PUT', 'clock', { now: now.toISOString() })).status).toBe(200)
}

function policy(validityInMonths: number, daysBeforeExpiry: number) {
  return {
    issuerName: 'Self',
    subject: 'CN=web.contoso.example',
    keyType: 'EC',
    keyCurveName: 'P-256',
    validityInMonths,
    lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry }],
  } as const
}

async function create(name: string, months: number, days: number): Promise<void> {
  const poller = await certificates.beginCreateCertificate(
    name,
    { ...policy(months, days), lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry: days }] },
    { ...fast, tags: { team: 'web' } },
  )
  await poller.pollUntilDone()
}

it('renews when the clock is moved: the answer comes when all has happened', async () => {
  await create('web', 3, 20)
  await setClock(later(365))
  const versions = []
  for await (const one of certificates.listPropertiesOfCertificateVersions('web')) {
    versions.push(one)
  }
  const begins = versions.map(({ createdOn }) => createdOn?.getTime() ?? 0).sort((a, b) => a - b)
  expect(begins.map((time) => new Date(time).toISOString().slice(0, 10))).toEqual([
    '2027-01-01',
    '2027-03-12',
    '2027-05-23',
    '2027-08-03',
    '2027-10-14',
    '2027-12-25',
  ])
  for (const one of versions) expect(one.tags).toEqual({ team: 'web' })
  const current = await certificates.getCertificate('web')
  expect(current.properties.createdOn?.getTime()).toBe(begins.at(-1))

  const { mails } = await (await cloud.control('GET', 'outbox')).json()
  expect(mails).toHaveLength(10)
  expect(mails[0]).toEqual({
    id: 1,
    time: expect.stringMatching(/^2027-03-12T00:00:/),
    kind: 'RenewalStarted',
    vault: 'life-vault',
    certificate: 'web',
    to: ['pki@contoso.example'],
    subject: 'Certificate web in key vault life-vault is being renewed',
    text: expect.stringContaining('https://life-vault.vault.azure.net/certificates/web'),
  })
  expect(mails.map(({ time }: { time: string }) => time)).toEqual(
    mails.map(({ time }: { time: string }) => time).toSorted(),
  )
})

it('rotates keys, and purges what was deleted, in the order in which they fell due', async () => {
  await keys.createEcKey('signing')
  await keys.updateKeyRotationPolicy('signing', {
    lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P60D' }],
    expiresIn: 'P120D',
  })
  await create('old', 12, 30)
  await (await certificates.beginDeleteCertificate('old', fast)).pollUntilDone()
  await create('web', 12, 315)
  await setClock(later(99))
  const done = cloud.cloud.context.store
    .sql(
      `SELECT json_extract(record, '$.operationName') AS name FROM audit_records
       WHERE json_extract(record, '$.operationName')
         IN ('KeyRotateIfDue', 'CertificatePurge', 'CertificateRenew') ORDER BY seq`,
    )
    .all()
    .map((row) => row.name)
  expect(done).toEqual(['CertificateRenew', 'KeyRotateIfDue', 'CertificatePurge'])
  await expect(certificates.getDeletedCertificate('old')).rejects.toMatchObject({ statusCode: 404 })
  expect((await keys.getKey('signing')).properties.createdOn?.getTime()).toBeGreaterThan(
    later(59).getTime(),
  )
})

it('answers other requests while a jump of years is under way', async () => {
  for (const name of ['a', 'b', 'c']) await create(name, 1, 20)
  let over = false
  const jump = setClock(later(500)).then(() => {
    over = true
  })
  const found = await keys.createEcKey('meanwhile')
  expect(found.name).toBe('meanwhile')
  expect(over).toBe(false)
  await jump
  expect(count(cloud.cloud.context.store, 'vault_certificate_versions')).toBeGreaterThan(100)
})

it('repeats nothing and leaves nothing out when the process dies in the middle', async () => {
  for (const name of ['a', 'b', 'c', 'd']) await create(name, 2, 40)
  const { store } = cloud.cloud.context
  const jump = cloud.control('PUT', 'clock', { now: later(730).toISOString() })
  await expect.poll(() => count(store, 'vault_certificate_versions')).toBeGreaterThan(20)
  // Nothing is ended in an orderly way: the files are as a kill leaves them.
  store.close()
  expect((await jump).status).toBeGreaterThanOrEqual(500)

  const again = await openCloud({ dataDir: cloud.dataDir, redirectUris: [], sample: false })
  const before = count(again.context.store, 'vault_certificate_versions')
  const request = new Request('http://127.0.0.1/_cloud/clock', {
    method: 'PUT',
    headers: { authorization: `Bearer ${cloud.credentials.controlToken}` },
    body: JSON.stringify({ now: later(730).toISOString() }),
  })
  const answer = await again.fetch(request, { remoteAddress: '127.0.0.1', tlsVersion: null })
  expect(answer.status).toBe(200)
  const byName = Map.groupBy(versionsOf(again.context.store), ({ name }) => name)
  let renewals = 0
  for (const versions of byName.values()) {
    renewals += versions.length - 1
    for (const [at, { created }] of versions.entries()) {
      const last = versions[at - 1]
      if (last) expect(created).toBe(Math.max(last.exp - 40 * 86_400, last.created))
    }
    expect((versions.at(-1)?.exp ?? 0) - 40 * 86_400).toBeGreaterThan(later(730).getTime() / 1000)
  }
  expect(renewals + 4).toBeGreaterThan(before)
  const mails = again.context.store.read((db) => listMails(db, { after: 0, limit: 10_000 }))
  expect(mails).toHaveLength(2 * renewals)
  await again.close()
})

it('lets a reset end a jump of centuries', async () => {
  await create('web', 1, 20)
  const { store } = cloud.cloud.context
  const jump = cloud.control('PUT', 'clock', { now: '2900-01-01T00:00:00Z' })
  await expect.poll(() => count(store, 'vault_certificate_versions')).toBeGreaterThan(5)
  expect((await cloud.control('POST', 'reset', { sample: false })).status).toBe(204)
  expect((await jump).status).toBe(200)
  expect(count(store, 'vault_certificate_versions')).toBe(0)
  expect(await (await cloud.control('GET', 'outbox')).json()).toEqual({ mails: [] })
})

it('makes up by itself for the time in which it was off', async () => {
  await keys.createEcKey('signing', { expiresOn: later(40) })
  await createShiftableClock(cloud.cloud.context.store).shiftTo(later(20))
  await cloud.cloud.close()
  const again = await openCloud({ dataDir: cloud.dataDir, redirectUris: [], sample: false })
  const told = () =>
    again.context.store
      .sql("SELECT time_ms FROM events WHERE type = 'Microsoft.KeyVault.KeyNearExpiry'")
      .all()
      .map((row) => integer(row, 'time_ms'))
  await expect.poll(told).toEqual([later(10).getTime()])
  await again.close()
})

function count(store: CloudStore, table: 'vault_certificate_versions'): number {
  return integer(store.sql(`SELECT count(*) AS n FROM ${table}`).get() ?? {}, 'n')
}

function versionsOf(store: CloudStore): { name: string; created: number; exp: number }[] {
  return store
    .sql('SELECT name, created, exp FROM vault_certificate_versions ORDER BY name, created')
    .all()
    .map((row) => ({
      name: text(row, 'name'),
      created: integer(row, 'created'),
      exp: integer(row, 'exp'),
    }))
}
