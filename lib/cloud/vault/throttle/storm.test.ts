import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { figure, patience } from '#lib/testing/harden.ts'
import { addVaultWithClients, type VaultClients } from '#lib/testing/vault-clients.ts'

/**
 * More keys at once than a vault makes in ten seconds: the official client waits as it is told to
 * and finishes. Each storm takes ten seconds of real time, so every day has one.
 */
const storms = figure(50, 1)
const asked = 30
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
  await cloud.control('PUT', 'throttling', { on: true })
})
afterAll(() => cloud.close())

/** Answers to key creations by status, of one vault. */
function recorded(vault: string): Map<number, number> {
  const rows = cloud.cloud.context.store.read((db) =>
    db
      .sql(
        `SELECT json_extract(record, '$.properties.httpStatusCode') AS status, count(*) AS n
           FROM audit_records WHERE resource_id LIKE ? AND record LIKE '%"KeyCreate"%' GROUP BY 1`,
      )
      .all(`%/VAULTS/${vault.toUpperCase()}`),
  )
  return new Map(rows.map((row) => [Number(row.status), Number(row.n)]))
}

it(`the official client comes through ${storms} storms in at most 5 tries`, {
  timeout: patience(60_000),
}, async () => {
  for (let storm = 0; storm < storms; storm++) {
    const vault = `storm${storm}`
    const { keys }: VaultClients = await addVaultWithClients(cloud, { name: vault })
    // Signs in once, so that the storm is made of key creations alone.
    for await (const _ of keys.listPropertiesOfKeys()) expect.unreachable('an empty vault')
    const made = await Promise.all(
      Array.from({ length: asked }, (_, at) => keys.createEcKey(`k${at}`)),
    )
    expect(new Set(made.map(({ id }) => id)).size).toBe(asked)
    const answers = recorded(vault)
    expect(answers.get(200)).toBe(asked)
    // Twenty pass in the first window; each of the others tries at most five times.
    const refused = answers.get(429) ?? 0
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThanOrEqual((asked - 20 + 1) * 4)
  }
})
