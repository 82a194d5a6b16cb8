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
/** Keys that a vault makes in ten seconds. */
const limit = 20
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
  await cloud.control('PUT', 'throttling', { on: true })
})
afterAll(() => cloud.close())

/** Key creations of one vault: when each was answered, in ms, and how. */
function recorded(vault: string): { name: string; status: number; at: number }[] {
  const rows = cloud.cloud.context.store.read((db) =>
    db
      .sql(
        `SELECT time_ms AS at, json_extract(record, '$.properties.httpStatusCode') AS status,
                json_extract(record, '$.properties.requestUri') AS uri
           FROM audit_records WHERE resource_id LIKE ? AND record LIKE '%"KeyCreate"%' ORDER BY at`,
      )
      .all(`%/VAULTS/${vault.toUpperCase()}`),
  )
  return rows.map((row) => ({
    name: new URL(String(row.uri)).pathname.split('/')[2] ?? '',
    status: Number(row.status),
    at: Number(row.at),
  }))
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
    const accepted = answers.filter(({ status }) => status === 200)
    expect(accepted).toHaveLength(asked)
    // Within less than the window, so that none of the next is among them.
    const first = accepted[0]?.at ?? 0
    const inWindow = accepted.filter(({ at }) => at < first + 9_000)
    expect(Math.abs(inWindow.length - limit)).toBeLessThanOrEqual(1)
    const tries = Map.groupBy(answers, ({ name }) => name)
    for (const [name, all] of tries) expect(all.length, name).toBeLessThanOrEqual(5)
    expect(answers.length).toBeGreaterThan(asked)
  }
})
