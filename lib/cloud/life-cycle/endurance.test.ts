import { afterAll, beforeAll, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { lifeOf } from './life-under-test.ts'

/** Two years of certificates that are renewed every 47 days or so, on a clock that is not trusted. */
const count = figure(1_000)
const start = Date.parse('2026-05-01T08:00:00Z')
const hour = 3_600_000
const end = Date.parse('2028-05-01T08:00:00Z')

let under: VaultUnderTest

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  const contacts = [{ email: 'pki@contoso.example' }]
  await under.send('PUT', '/certificates/contacts', { body: { contacts } })
})
afterAll(() => under.close())

const triggers = [
  { lifetime_percentage: 75 },
  { days_before_expiry: 14 },
  { lifetime_percentage: 80 },
]

async function create(index: number): Promise<void> {
  const made = await under.send('POST', `/certificates/c${index}/create`, {
    body: {
      policy: {
        issuer: { name: 'Self' },
        key_props: { kty: 'EC' },
        x509_props: { subject: `CN=c${index}`, validity_months: 2 },
        lifetime_actions: [{ trigger: triggers[index % 3], action: { action_type: 'AutoRenew' } }],
      },
      tags: { index: `${index}` },
    },
  })
  expect(made.status).toBe(202)
}

interface Row {
  name: string
  created: number
  nbf: number
  exp: number
  tags: string
}

const rows = (): Row[] =>
  under.ctx.store
    .sql(
      'SELECT name, created, nbf, exp, tags FROM vault_certificate_versions ORDER BY name, created',
    )
    .all()
    .map((row) => ({
      name: String(row.name),
      created: Number(row.created),
      nbf: Number(row.nbf),
      exp: Number(row.exp),
      tags: String(row.tags),
    }))

const lapsed = (now: number) =>
  under.ctx.store
    .sql(
      `SELECT count(*) AS n FROM vault_certificates AS c JOIN vault_certificate_versions AS v
         ON v.vault = c.vault AND v.name = c.name AND v.version = c.current WHERE v.exp <= ?`,
    )
    .get(now)?.n

it(
  'no certificate lapses, none is renewed twice, tags stay',
  async () => {
    await Promise.all(Array.from({ length: count }, (_, index) => create(index)))
    await under.app.settled()
    let life = lifeOf(under)
    let random = 1
    let jumps = 0
    let restarts = 0
    for (let now = start; now < end; ) {
      // A jump of up to three weeks; every third one is followed by an hour back, and one forward.
      random = (random * 48_271) % 2_147_483_647
      now = Math.min(end, now + 24 * hour + (random % (20 * 24)) * hour)
      for (const shift of jumps % 3 === 0 ? [0, -hour, hour] : [0]) {
        await life.at(new Date(now + shift))
        expect(lapsed((now + shift) / 1000)).toBe(0)
      }
      jumps += 1
      // All that it knows is in the store: another one goes on from there.
      if (jumps % 3 === 0) {
        restarts += 1
        life = lifeOf(under)
      }
    }

    const byName = Map.groupBy(rows(), (row) => row.name)
    expect(byName.size).toBe(count)
    let renewals = 0
    for (const [name, versions] of byName) {
      renewals += versions.length - 1
      const index = Number(name.slice(1))
      const trigger = triggers[index % 3] ?? {}
      for (const [at, version] of versions.entries()) {
        expect(version.tags).toBe(`{"index":"${index}"}`)
        const before = versions[at - 1]
        // Exactly at its due time: so neither late nor twice.
        if (before) expect(version.created).toBe(dueOf(before, trigger))
      }
      const last = versions.at(-1)
      expect(last && dueOf(last, trigger)).toBeGreaterThan(end / 1000)
    }
    expect(renewals).toBeGreaterThan(14 * count)
    expect(restarts).toBeGreaterThanOrEqual(20)
    const mails = under.ctx.store
      .sql('SELECT kind, count(*) AS n FROM outbox_mails GROUP BY kind')
      .all()
    expect(mails.map((row) => [row.kind, row.n])).toEqual([
      ['RenewalCompleted', renewals],
      ['RenewalStarted', renewals],
    ])
    const late = under.ctx.store.sql("SELECT 1 FROM events WHERE type LIKE '%Expired'").all()
    expect(late).toEqual([])
  },
  patience(60_000),
)

function dueOf(
  { nbf, exp }: Row,
  trigger: { lifetime_percentage?: number; days_before_expiry?: number },
): number {
  const { lifetime_percentage: percentage, days_before_expiry: days = 0 } = trigger
  if (percentage === undefined) return exp - days * 86_400
  return nbf + Math.floor(((exp - nbf) * percentage) / 100)
}
