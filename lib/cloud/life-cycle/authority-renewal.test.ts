import { afterEach, beforeEach, expect, it } from 'vitest'
import { putAccount, putDomain, setDown } from '../issuers/book.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { type LifeUnderTest, lifeOf } from './life-under-test.ts'

/** Renewals by an authority that takes its time, on the real clock. */
let under: VaultUnderTest
let life: LifeUnderTest

const day = 86_400_000

beforeEach(async () => {
  under = await openVaultUnderTest({ answerAfterMs: () => 40 })
  life = lifeOf(under)
  await under.addVault({ name: 'kv' })
  const organization = {
    id: '4107',
    name: 'Contoso Ltd',
    locality: 'Amsterdam',
    state: 'Noord-Holland',
    country: 'NL',
    registration: '33012345',
    businessCategory: 'Private Organization',
  }
  await under.ctx.store.write((db) => {
    putAccount(db, { provider: 'DigiCert', accountId: 'contoso', organization }, 'right')
    putDomain(db, { provider: 'DigiCert', domain: 'contoso.example' })
  })
  await under.send('PUT', '/certificates/issuers/digi', {
    body: {
      provider: 'DigiCert',
      credentials: { account_id: 'contoso', pwd: 'right' },
      org_details: { id: '4107' },
    },
  })
  const contacts = [{ email: 'pki@contoso.example' }]
  await under.send('PUT', '/certificates/contacts', { body: { contacts } })
  for (const name of ['a', 'b']) {
    await under.send('POST', `/certificates/${name}/create`, {
      body: {
        policy: {
          issuer: { name: 'digi' },
          key_props: { kty: 'EC' },
          x509_props: { subject: `CN=${name}.contoso.example` },
          lifetime_actions: [
            { trigger: { days_before_expiry: 30 }, action: { action_type: 'AutoRenew' } },
          ],
        },
      },
    })
    await expect.poll(async () => (await pending(name)).status).toBe('completed')
  }
})
afterEach(() => under.close())

const pending = async (name: string) =>
  (await under.send('GET', `/certificates/${name}/pending`)).body

async function versions(name: string) {
  const { body } = await under.send('GET', `/certificates/${name}/versions`)
  const found: { attributes: { created: number; nbf: number; exp: number } }[] = body.value
  return found.map(({ attributes }) => attributes).sort((a, b) => a.created - b.created)
}

it('waits for the answers, and renews what they made when that is due as well', async () => {
  await life.at(new Date(Date.parse('2026-05-01T08:00:00Z') + 500 * day))
  for (const name of ['a', 'b']) {
    const found = await versions(name)
    // 200 days of validity, 100 from 2027-03-15 on: the authority goes by the time of each order.
    const lengths = found.map(({ nbf, exp }) => (exp + 1 - nbf) / 86_400)
    expect(lengths).toEqual([200, 200, 100, 100, 100])
    for (const [at, { created }] of found.entries()) {
      const before = found[at - 1]
      if (before) expect(created).toBe(before.exp - 30 * 86_400)
    }
  }
  const times = life.mails().map(({ time }) => time)
  expect(times).toHaveLength(16)
})

it('tells the contacts when the authority is down, and keeps what there is', async () => {
  await under.ctx.store.write((db) => setDown(db, 'DigiCert', true))
  await life.at('2026-11-01T00:00:00Z')
  expect(await versions('a')).toHaveLength(1)
  expect((await pending('a')).status).toBe('failed')
  const failures = life.mails().filter(({ kind }) => kind === 'RenewalFailed')
  expect(failures.map(({ certificate }) => certificate).sort()).toEqual(['a', 'b'])
  expect(failures[0]?.text).toContain('DigiCert could not be reached')
})
