import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listDueVaults, restoreVault, softDeleteVault } from '../arm/vaults/deleted-table.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import { listAudit } from '../logs/audit.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { type LifeUnderTest, lifeOf } from './life-under-test.ts'

let under: VaultUnderTest
let life: LifeUnderTest

beforeEach(async () => {
  under = await openVaultUnderTest()
  life = lifeOf(under)
  await under.addVault({ name: 'kv' })
  const contacts = [{ email: 'pki@contoso.example', name: 'PKI' }, { email: 'web@contoso.example' }]
  await under.send('PUT', '/certificates/contacts', { body: { contacts } })
})
afterEach(() => under.close())

const tags = { team: 'web', stage: 'prod' }
const autoRenew = { action_type: 'AutoRenew' }
const emailContacts = { action_type: 'EmailContacts' }

interface Wanted {
  issuer?: string
  months?: number
  trigger?: object
  action?: object
  reuse?: boolean
}

async function create(name: string, wanted: Wanted = {}) {
  const { issuer = 'Self', months = 12, trigger, action = autoRenew, reuse = false } = wanted
  const made = await under.send('POST', `/certificates/${name}/create`, {
    body: {
      policy: {
        issuer: { name: issuer },
        key_props: { kty: 'EC', reuse_key: reuse },
        x509_props: { subject: `CN=${name}`, validity_months: months },
        ...(trigger ? { lifetime_actions: [{ trigger, action }] } : {}),
      },
      tags,
    },
  })
  expect(made.status).toBe(202)
  await under.app.settled()
}

interface Version {
  id: string
  tags: object
  attributes: { created: number; nbf: number; exp: number; enabled: boolean }
}

/** The versions of a certificate, the oldest first. */
async function versions(name: string): Promise<Version[]> {
  const { body } = await under.send('GET', `/certificates/${name}/versions`)
  const found: Version[] = body.value
  return found.sort((a, b) => a.attributes.created - b.attributes.created)
}

const times = async (name: string) =>
  (await versions(name)).map((one) => new Date(one.attributes.created * 1000).toISOString())

const mails = () => life.mails().map(({ kind, time, certificate }) => [kind, certificate, time])

describe('AutoRenew', () => {
  it('makes each version at its own due time, however far the clock jumps', async () => {
    await create('Web', { trigger: { days_before_expiry: 30 } })
    await life.at('2028-12-31T00:00:00Z')
    expect(await times('web')).toEqual([
      '2026-05-01T08:00:00.000Z',
      '2027-04-01T08:00:00.000Z',
      '2028-03-02T08:00:00.000Z',
    ])
    for (const { attributes, tags: kept } of await versions('web')) {
      expect(attributes.nbf).toBe(attributes.created - 600)
      expect(attributes.enabled).toBe(true)
      expect(kept).toEqual(tags)
    }
    const pending = await under.send('GET', '/certificates/web/pending')
    expect(pending.body.status).toBe('completed')
  })

  it('counts a percentage from the beginning of the validity', async () => {
    await create('c', { trigger: { lifetime_percentage: 80 } })
    const [first] = await versions('c')
    const { nbf = 0, exp = 0 } = first?.attributes ?? {}
    await life.at('2027-04-01T00:00:00Z')
    const [, second] = await versions('c')
    expect(second?.attributes.created).toBe(nbf + Math.floor((exp - nbf) * 0.8))
  })

  it('writes to the contacts before and after, and says it to subscribers and in the log', async () => {
    await create('Web', { trigger: { days_before_expiry: 31 } })
    await life.at('2027-04-30T00:00:00Z')
    const due = '2027-03-31T08:00:00.000Z'
    expect(mails()).toEqual([
      ['RenewalStarted', 'Web', due],
      ['RenewalCompleted', 'Web', due],
    ])
    const [started, completed] = life.mails()
    expect(started).toMatchObject({
      to: ['pki@contoso.example', 'web@contoso.example'],
      vault: 'kv',
      subject: 'Certificate Web in key vault kv is being renewed',
    })
    const [, second] = await versions('web')
    expect(completed?.text).toContain(second?.id.split('/').at(-1))
    expect(completed?.text).toContain('Expires: 2028-03-31 08:00 UTC')
    expect(life.events().slice(-3)).toEqual(
      ['Certificate', 'Key', 'Secret'].map((kind) => ({
        type: `${kind}NewVersionCreated`,
        subject: 'Web',
        time: due,
      })),
    )
    const log = under.ctx.store.read((db) => listAudit(db, null, 100))
    const renewals = log.filter((line) => line.operationName === 'CertificateRenew')
    expect(renewals).toHaveLength(1)
    expect(renewals[0]).toMatchObject({
      resultSignature: 'OK',
      properties: { id: 'https://kv.vault.azure.net/certificates/Web', httpStatusCode: 200 },
    })
  })

  it.each([[true], [false]])('with reuse_key %s', async (reuse) => {
    await create('c', { reuse, trigger: { lifetime_percentage: 50 } })
    await life.at('2026-12-01T00:00:00Z')
    const keys = await Promise.all(
      (await versions('c')).map(({ id }) =>
        under.send('GET', id.replace('/certificates/', '/keys/')),
      ),
    )
    expect(keys).toHaveLength(2)
    expect(keys[0]?.body.key.x === keys[1]?.body.key.x).toBe(reuse)
  })

  it('does not repeat anything when the clock goes back', async () => {
    await create('c', { trigger: { days_before_expiry: 30 } })
    await life.at('2027-05-01T00:00:00Z')
    await life.at('2026-05-02T00:00:00Z')
    await life.at('2027-05-01T00:00:00Z')
    expect(await times('c')).toHaveLength(2)
    expect(mails()).toHaveLength(2)
  })

  it('leaves what is switched off, and comes when it is switched on', async () => {
    await create('off', { trigger: { days_before_expiry: 30 } })
    await under.send('PATCH', '/certificates/off', { body: { attributes: { enabled: false } } })
    await life.at('2027-04-20T00:00:00Z')
    expect(await times('off')).toHaveLength(1)
    await under.send('PATCH', '/certificates/off', { body: { attributes: { enabled: true } } })
    await life.at('2027-04-20T01:00:00Z')
    expect((await times('off')).slice(1)).toEqual(['2027-04-20T00:00:00.000Z'])
  })

  it('passes over a deleted certificate until it is recovered', async () => {
    await create('gone', { trigger: { days_before_expiry: 30 } })
    await life.at('2027-03-01T00:00:00Z')
    await under.send('DELETE', '/certificates/gone')
    await life.at('2027-04-10T00:00:00Z')
    await under.send('POST', '/deletedcertificates/gone/recover')
    await life.at('2027-04-10T00:00:10Z')
    expect((await times('gone')).slice(1)).toEqual(['2027-04-10T00:00:00.000Z'])
  })

  it('waits for an operation that somebody else began', async () => {
    await create('c', { issuer: 'Unknown' })
    // Merged by nobody: the policy now says Self, but the request is still there.
    await under.send('DELETE', '/certificates/c/pending')
    await create('c', { trigger: { days_before_expiry: 30 } })
    await under.send('PATCH', '/certificates/c/policy', { body: { issuer: { name: 'Unknown' } } })
    await under.send('POST', '/certificates/c/create', { body: {} })
    await under.send('PATCH', '/certificates/c/policy', { body: { issuer: { name: 'Self' } } })
    await life.at('2027-04-10T00:00:00Z')
    expect(await times('c')).toHaveLength(1)
    await under.send('DELETE', '/certificates/c/pending')
    await life.at('2027-04-12T00:00:00Z')
    expect(await times('c')).toHaveLength(2)
  })
})

describe('a certificate of an authority', () => {
  beforeEach(async () => {
    await under.send('PUT', '/certificates/issuers/ca', { body: { provider: 'Test' } })
  })

  it('is ordered again and again, each version at its time', async () => {
    await create('c', { issuer: 'ca', months: 3, trigger: { days_before_expiry: 20 } })
    await life.at('2027-02-01T00:00:00Z')
    expect(await times('c')).toEqual([
      '2026-05-01T08:00:00.000Z',
      '2026-07-12T08:00:00.000Z',
      '2026-09-22T08:00:00.000Z',
      '2026-12-02T08:00:00.000Z',
    ])
    expect(mails().map(([kind]) => kind)).toEqual(
      [1, 2, 3].flatMap(() => ['RenewalStarted', 'RenewalCompleted']),
    )
    for (const { attributes } of await versions('c')) {
      expect(attributes.nbf).toBe(attributes.created - 600)
    }
  })

  it('keeps its current version when the order fails, and the contacts know why', async () => {
    await create('c', { issuer: 'ca', trigger: { days_before_expiry: 30 } })
    await under.send('DELETE', '/certificates/issuers/ca')
    await life.at('2027-06-01T00:00:00Z')
    expect(await times('c')).toHaveLength(1)
    expect(mails().map(([kind]) => kind)).toEqual(['RenewalStarted', 'RenewalFailed'])
    expect(life.mails()[1]?.text).toContain('The issuer ca does not exist')
    const events = life.events().map(({ type }) => type)
    expect(events).toContain('CertificateExpired')
  })
})

describe('EmailContacts', () => {
  it('writes once, and renews nothing', async () => {
    const trigger = { days_before_expiry: 45 }
    await create('c', { trigger, action: emailContacts })
    await life.at('2028-01-01T00:00:00Z')
    expect(await times('c')).toHaveLength(1)
    expect(mails()).toEqual([['ExpiryNotice', 'c', '2027-03-17T08:00:00.000Z']])
    expect(life.mails()[0]?.subject).toBe('Certificate c in key vault kv expires in 45 days')
  })

  it('is all that happens to a certificate that nobody can renew', async () => {
    await create('c', { trigger: { days_before_expiry: 45 } })
    await under.send('PATCH', '/certificates/c/policy', { body: { issuer: { name: 'Unknown' } } })
    await life.at('2027-04-30T00:00:00Z')
    expect(await times('c')).toHaveLength(1)
    expect(mails().map(([kind]) => kind)).toEqual(['ExpiryNotice'])
  })

  it('writes to nobody when there are no contacts', async () => {
    await under.send('DELETE', '/certificates/contacts')
    await create('c', { trigger: { days_before_expiry: 45 }, action: emailContacts })
    await life.at('2027-04-30T00:00:00Z')
    expect(mails()).toEqual([])
  })

  it('gives way to a renewal when the policy is changed after the mail', async () => {
    const trigger = { days_before_expiry: 45 }
    await create('c', { trigger, action: emailContacts })
    await life.at('2027-04-01T00:00:00Z')
    await under.send('PATCH', '/certificates/c/policy', {
      body: { lifetime_actions: [{ trigger, action: autoRenew }] },
    })
    await life.at('2027-04-02T00:00:00Z')
    expect((await times('c')).slice(1)).toEqual(['2027-04-01T00:00:00.000Z'])
  })
})

describe('expiry of certificates', () => {
  it('comes with that of key and secret, thirty days before and at it', async () => {
    await create('c', { trigger: { days_before_expiry: 10 }, action: emailContacts })
    await life.at('2028-01-01T00:00:00Z')
    const told = life.events().slice(3)
    const at = (prefix: string, time: string) =>
      ['Certificate', 'Key', 'Secret'].map((kind) => ({ type: kind + prefix, subject: 'c', time }))
    expect(told).toEqual([
      ...at('NearExpiry', '2027-04-01T08:00:00.000Z'),
      ...at('Expired', '2027-05-01T08:00:00.000Z'),
    ])
  })
})

describe('a certificate that came from elsewhere', () => {
  it('is renewed from the policy that its import made', async () => {
    const policy = {
      issuer: { name: 'Self' },
      key_props: { kty: 'EC' },
      secret_props: { contentType: 'application/x-pem-file' },
      x509_props: { subject: 'CN=Elsewhere', validity_months: 6 },
    }
    await under.send('POST', '/certificates/a/create', { body: { policy } })
    await under.app.settled()
    const { value } = (await under.send('GET', '/secrets/a')).body
    await under.send('POST', '/certificates/b/import', { body: { value, tags } })
    await life.at('2026-12-01T00:00:00Z')
    const [first, second] = await versions('b')
    expect(second?.tags).toEqual(tags)
    const { nbf = 0, exp = 0 } = first?.attributes ?? {}
    expect(second?.attributes.created).toBe(nbf + Math.floor((exp - nbf) * 0.8))
    const { body } = await under.send('GET', '/certificates/b')
    expect(body.policy.x509_props).toMatchObject({ subject: 'CN=Elsewhere', validity_months: 7 })
  })
})

describe('a deleted vault', () => {
  it('rests until it is recovered', async () => {
    await create('c', { trigger: { days_before_expiry: 30 } })
    await life.at('2027-03-31T00:00:00Z')
    await deleteVault('2027-03-31T00:00:00Z')
    await life.at('2027-04-20T00:00:00Z')
    const [deleted] = under.ctx.store.read((db) => listDueVaults(db, new Date('2030-01-01'), 1))
    await under.ctx.store.write((db) => deleted && restoreVault(db, deleted))
    expect(await times('c')).toHaveLength(1)
    await life.at('2027-04-21T00:00:00Z')
    expect((await times('c')).slice(1)).toEqual(['2027-04-20T08:00:00.000Z'])
  })

  it('goes with all that it holds at the end of its retention', async () => {
    await create('c')
    await deleteVault('2026-05-02T00:00:00Z')
    await life.at('2026-07-30T23:59:59Z')
    expect(under.ctx.store.sql('SELECT 1 FROM deleted_vaults').all()).toHaveLength(1)
    await life.at('2026-07-31T00:00:00Z')
    await life.settled()
    expect(under.ctx.store.sql('SELECT 1 FROM deleted_vaults').all()).toEqual([])
    expect(under.ctx.store.sql('SELECT 1 FROM vault_certificates').all()).toEqual([])
    const [last] = under.ctx.store.read((db) => listAudit(db, null, 1))
    expect(last?.operationName).toBe('VaultPurge')
  })

  async function deleteVault(at: string): Promise<void> {
    await under.ctx.store.write((db) => {
      const vault = findVaultByHostName(db, 'kv')
      if (vault) softDeleteVault(db, vault, new Date(at))
    })
  }
})

describe('the end of retention', () => {
  it('comes in its turn, for each kind, with a record of the service', async () => {
    await create('c')
    await under.send('POST', '/keys/k/create', { body: { kty: 'EC' } })
    await under.send('PUT', '/secrets/s', { body: { value: 'x' } })
    await under.send('DELETE', '/keys/k')
    under.setNow(new Date('2026-05-03T08:00:00Z'))
    await under.send('DELETE', '/secrets/s')
    under.setNow(new Date('2026-05-02T08:00:00Z'))
    await under.send('DELETE', '/certificates/c')
    await life.at('2027-01-01T00:00:00Z')
    const own = under.ctx.store
      .read((db) => listAudit(db, null, 5))
      .filter((line) => line.operationName.endsWith('Purge'))
      .map((line) => [line.operationName, line.time.slice(0, 19), line.properties.id])
    const base = 'https://kv.vault.azure.net'
    // The newest record first.
    expect(own).toEqual([
      ['SecretPurge', '2026-08-01T08:00:00', `${base}/deletedsecrets/s`],
      ['CertificatePurge', '2026-07-31T08:00:00', `${base}/deletedcertificates/c`],
      ['KeyPurge', '2026-07-30T08:00:00', `${base}/deletedkeys/k`],
    ])
    const rows = under.ctx.store.sql('SELECT count(*) AS n FROM vault_key_versions').get()
    expect(rows?.n).toBe(0)
  })
})
