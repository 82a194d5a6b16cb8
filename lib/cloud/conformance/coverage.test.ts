import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { areas, officialOperations } from '#lib/testing/official-api.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { coverageTable } from './coverage-table.ts'
import { notPlayed } from './not-played.ts'
import { tourCertificates } from './tour-of-certificates.ts'
import { tourKeys } from './tour-of-keys.ts'
import { tourRelease } from './tour-of-release.ts'
import { tourSecrets } from './tour-of-secrets.ts'
import { addGroup, makeVault, tourVaults } from './tour-of-vaults.ts'
import { createTourist, type Tourist } from './tourist.ts'

let cloud: TestCloud
let ssl: OpenSsl
let tourist: Tourist

/** One walk through the whole API, on a new vault, by raw HTTP. */
beforeAll(async () => {
  cloud = await startTestCloud()
  ssl = openSsl()
  tourist = createTourist(cloud, { vaultVersion: '2026-04-01' })
  const { tenantId, subscriptions, applications } = cloud.credentials
  const estate = {
    tenantId,
    subscriptionId: subscriptions[0] ?? '',
    objectId: applications.find(({ name }) => name === 'automation')?.objectId ?? '',
  }
  await addGroup(tourist, estate)
  const base = await makeVault(tourist, estate, 'tour-vault')
  await makeVault(tourist, estate, 'tour-kept')
  await tourSecrets(tourist, base)
  await tourKeys(tourist, base)
  await tourRelease(tourist, base, attest)
  await tourCertificates(tourist, base, signed)
  await tourVaults(tourist, estate)
}, 60_000)
afterAll(async () => {
  ssl.dispose()
  await cloud.close()
})

async function attest(authority: string, claims: object): Promise<string> {
  const answer = await cloud.control('POST', 'attestations', { authority, claims })
  return String((await answer.json()).token)
}

/** A certificate for a request, from a CA that is not ours; base64 DER in, base64 DER out. */
function signed(csr: string): string {
  ssl.makeKey('ca', 'P-256')
  ssl.makeCertificate('ca', '/CN=Somebody')
  ssl.write('r.der', Buffer.from(csr, 'base64'))
  ssl.run(
    ...['x509', '-req', '-inform', 'DER', '-in', 'r.der', '-CA', 'ca.crt', '-CAkey', 'ca.key'],
    ...['-CAcreateserial', '-days', '30', '-outform', 'DER', '-out', 'leaf.der'],
  )
  return Buffer.from(ssl.read('leaf.der')).toString('base64')
}

it('every operation is driven here, or is named as not played', () => {
  const unnamed = officialOperations
    .map(({ id }) => id)
    .filter((id) => !tourist.seen.has(id) && !notPlayed.has(id))
  expect(unnamed).toEqual([])
})

it('nothing that is driven is named as not played', () => {
  expect([...notPlayed.keys()].filter((id) => tourist.seen.has(id))).toEqual([])
})

it('at least 95 % of the data plane and every vault operation are played', () => {
  const share = (fits: (id: string, area: string) => boolean) => {
    const all = officialOperations.filter(({ id, area }) => fits(id, area))
    return all.filter(({ id }) => tourist.seen.has(id)).length / all.length
  }
  expect(share((_id, area) => area !== 'vaults')).toBeGreaterThanOrEqual(0.95)
  expect(share((id, area) => area === 'vaults' && !isManagedHsm(id))).toBe(1)
})

function isManagedHsm(id: string): boolean {
  return /^(ManagedHsm|MHSM)/.test(id)
}

describe('what is not played', () => {
  const divergences = readFileSync(new URL('../DIVERGENCES.md', import.meta.url), 'utf8')

  it.each([...notPlayed])(
    '%s has a reason in DIVERGENCES.md and a typed error',
    async (id, how) => {
      expect(divergences).toContain(how.named)
      const operation = officialOperations.find((one) => one.id === id)
      if (!operation) throw new Error(`There is no operation ${id}.`)
      expect(await tourist.refused(operation)).toEqual({ status: how.status, code: how.code })
    },
  )
})

it('the table of coverage is the present one', async () => {
  const table = coverageTable(areas, officialOperations, tourist.seen, notPlayed)
  await expect(table).toMatchFileSnapshot('../COVERAGE.md')
})
