import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv', softDeleteRetentionInDays: 7 })
})
afterEach(() => vault.close())

const policy = {
  key_props: {},
  secret_props: {},
  x509_props: { subject: 'cn=MyCert', sans: {} },
  issuer: { name: 'Self' },
  attributes: {},
}

it('creates a certificate: 202 with the request, then the bundle (6.1 to 6.3)', async () => {
  const started = await vault.send('POST', '/certificates/c1/create', {
    body: { policy, tags: {} },
  })
  expect(started.status).toBe(202)
  expect(started.body).toMatchObject({
    id: 'https://kv.vault.azure.net/certificates/c1/pending',
    issuer: { name: 'Self' },
    cancellation_requested: false,
    status: 'inProgress',
  })
  expect(started.headers.get('location')).toBe(
    `https://kv.vault.azure.net/certificates/c1/pending?api-version=7.6&request_id=${started.body.request_id}`,
  )
  const early = await vault.send('GET', '/certificates/c1')
  expect(early.status).toBe(200)
  await vault.app.settled()
  const done = await vault.send('GET', '/certificates/c1/pending')
  expect(done.body).toEqual({
    id: 'https://kv.vault.azure.net/certificates/c1/pending',
    issuer: { name: 'Self' },
    csr: started.body.csr,
    cancellation_requested: false,
    status: 'completed',
    target: 'https://kv.vault.azure.net/certificates/c1',
    request_id: started.body.request_id,
    preserveCertOrder: false,
  })
  const bundle = await vault.send('GET', '/certificates/c1', { apiVersion: '7.3' })
  const created = Date.parse('2026-05-01T08:00:00Z') / 1000
  const version = bundle.body.id.split('/').at(-1)
  expect(version).toMatch(/^[0-9a-f]{32}$/)
  expect(bundle.body).toEqual({
    id: `https://kv.vault.azure.net/certificates/c1/${version}`,
    kid: `https://kv.vault.azure.net/keys/c1/${version}`,
    sid: `https://kv.vault.azure.net/secrets/c1/${version}`,
    x5t: expect.stringMatching(/^[\w-]{27}$/),
    cer: expect.any(String),
    attributes: {
      enabled: true,
      nbf: created - 600,
      exp: Date.parse('2027-05-01T08:00:00Z') / 1000,
      created,
      updated: created,
      recoveryLevel: 'CustomizedRecoverable+Purgeable',
      recoverableDays: 7,
    },
    policy: {
      id: 'https://kv.vault.azure.net/certificates/c1/policy',
      key_props: { exportable: true, kty: 'RSA', key_size: 2048, reuse_key: false },
      secret_props: { contentType: 'application/x-pkcs12' },
      x509_props: {
        subject: 'cn=MyCert',
        sans: {},
        ekus: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
        key_usage: ['digitalSignature', 'keyEncipherment'],
        validity_months: 12,
        basic_constraints: { ca: false },
      },
      lifetime_actions: [
        { trigger: { lifetime_percentage: 80 }, action: { action_type: 'AutoRenew' } },
      ],
      issuer: { name: 'Self' },
      attributes: { enabled: true, created, updated: created },
    },
    tags: {},
    pending: { id: 'https://kv.vault.azure.net/certificates/c1/pending' },
  })
  const x509 = new X509Certificate(Buffer.from(bundle.body.cer, 'base64'))
  expect(x509.subject).toBe('CN=MyCert')
  expect(x509.verify(x509.publicKey)).toBe(true)
})

const ec = {
  issuer: { name: 'Self' },
  key_props: { kty: 'EC', crv: 'P-256' },
  x509_props: { subject: 'CN=a' },
}
const byHand = { ...ec, issuer: { name: 'Unknown' } }

async function create(name: string, body: object = { policy: ec }): Promise<string> {
  const answer = await vault.send('POST', `/certificates/${name}/create`, { body })
  expect(answer.status).toBe(202)
  await vault.app.settled()
  const bundle = await vault.send('GET', `/certificates/${name}`)
  return bundle.body.id.split('/').at(-1)
}

describe('a first version that waits for its merge (6.1)', () => {
  beforeEach(async () => {
    await create('c1', { policy: byHand, tags: { a: 'b' } })
  })

  it('is a bundle without certificate, key and secret', async () => {
    const { body, status } = await vault.send('GET', '/certificates/c1', { apiVersion: '7.3' })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['id', 'attributes', 'policy', 'tags', 'pending'])
    const now = Date.parse('2026-05-01T08:00:00Z') / 1000
    expect(body.attributes).toMatchObject({ enabled: false, nbf: now - 600, created: now })
    expect(body.policy.lifetime_actions[0].action.action_type).toBe('EmailContacts')
    expect((await vault.send('GET', '/keys/c1')).body.error.code).toBe('KeyNotFound')
    expect((await vault.send('GET', '/secrets/c1')).body.error.code).toBe('SecretNotFound')
  })

  it('is listed only when asked for', async () => {
    expect((await vault.send('GET', '/certificates')).body.value).toEqual([])
    const { body } = await vault.send('GET', '/certificates?includePending=true')
    expect(body.value).toMatchObject([
      { id: 'https://kv.vault.azure.net/certificates/c1', attributes: { enabled: false } },
    ])
    expect(body.value[0]).not.toHaveProperty('x5t')
  })

  it('tells what to do next, and hides behind its request id', async () => {
    const { body } = await vault.send('GET', '/certificates/c1/pending')
    expect(body.status_details).toBe(
      'Pending certificate created. Please Perform Merge to complete the request.',
    )
    const own = `/certificates/c1/pending?request_id=${body.request_id}`
    expect((await vault.send('GET', own)).status).toBe(200)
    const other = await vault.send('GET', '/certificates/c1/pending?request_id=abc')
    expect(other.status).toBe(404)
    expect(other.body.error).toEqual({
      code: 'PendingCertificateNotFound',
      message: 'Pending certificate not found: c1',
    })
  })

  it('blocks another create and import', async () => {
    for (const [verb, body] of [
      ['create', { policy: ec }],
      ['import', { value: 'AAAA' }],
    ] as const) {
      const answer = await vault.send('POST', `/certificates/c1/${verb}`, { body })
      expect(answer.status).toBe(409)
      expect(answer.body.error).toEqual({
        code: 'Conflict',
        message:
          "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
      })
    }
  })

  it('is cancelled by the worker, after the answer', async () => {
    const asked = await vault.send('PATCH', '/certificates/c1/pending', {
      body: { cancellation_requested: true },
    })
    expect(asked.body).toMatchObject({ cancellation_requested: true, status: 'inProgress' })
    await vault.app.settled()
    expect((await vault.send('GET', '/certificates/c1/pending')).body.status).toBe('cancelled')
    const again = await vault.send('PATCH', '/certificates/c1/pending', {
      body: { cancellation_requested: true },
    })
    expect(again.status).toBe(400)
    const version = await create('c1')
    expect((await vault.send('GET', `/secrets/c1/${version}`)).status).toBe(200)
  })

  it('vanishes with its operation', async () => {
    const gone = await vault.send('DELETE', '/certificates/c1/pending')
    expect(gone.status).toBe(200)
    expect(gone.body.status).toBe('inProgress')
    expect((await vault.send('GET', '/certificates/c1/pending')).status).toBe(404)
    expect((await vault.send('GET', '/certificates/c1')).body.error.code).toBe(
      'CertificateNotFound',
    )
  })

  it('leaves the versions before it alone when a later one is dropped', async () => {
    const first = await create('c2')
    await vault.send('POST', '/certificates/c2/create', { body: { policy: byHand } })
    const listed = await vault.send('GET', '/certificates/c2/versions')
    expect(listed.body.value).toHaveLength(1)
    await vault.send('DELETE', '/certificates/c2/pending')
    const { body } = await vault.send('GET', '/certificates/c2')
    expect(body.id).toBe(`https://kv.vault.azure.net/certificates/c2/${first}`)
    expect(body).not.toHaveProperty('pending')
  })
})

it('goes on with an issuance that was deleted half-way, once it is recovered', async () => {
  await vault.send('POST', '/certificates/c1/create', { body: { policy: ec } })
  await vault.send('DELETE', '/certificates/c1')
  await vault.app.settled()
  await vault.send('POST', '/deletedcertificates/c1/recover')
  await vault.app.settled()
  expect((await vault.send('GET', '/certificates/c1/pending')).body.status).toBe('completed')
  expect((await vault.send('GET', '/secrets/c1')).status).toBe(200)
})

it('keeps versions apart, and the latest one first in line', async () => {
  const first = await create('c1')
  vault.setNow(new Date('2026-06-01T00:00:00Z'))
  const second = await create('c1', { tags: { n: '2' } })
  expect(second).not.toBe(first)
  expect((await vault.send('GET', '/keys/c1')).body.key.kid).toContain(second)
  const { body } = await vault.send('GET', '/certificates/c1/versions')
  expect(body.value.map((one: { id: string }) => one.id.split('/').at(-1))).toEqual(
    [first, second].toSorted(),
  )
  const old = await vault.send('GET', `/certificates/c1/${first.toUpperCase()}`)
  expect(old.body.id).toContain(first)
  const none = await vault.send('GET', `/certificates/c1/${'f'.repeat(32)}`)
  expect(none.body.error.message).toContain(`(name/id) c1/${'f'.repeat(32)} was not found`)
})

it('keeps the key when the policy says so, and only then', async () => {
  const modulus = async (version: string) =>
    (await vault.send('GET', `/keys/c1/${version}`)).body.key.x
  const keep = { ...ec, key_props: { kty: 'EC', reuse_key: true } }
  const versions = [
    await create('c1', { policy: keep }),
    await create('c1', {}),
    await create('c1', { policy: ec }),
  ]
  const [a, b, c] = await Promise.all(versions.map(modulus))
  expect(b).toBe(a)
  expect(c).not.toBe(a)
})

it('merges a PATCH into the policy (6.2)', async () => {
  await create('c1', { policy })
  const { body } = await vault.send('PATCH', '/certificates/c1/policy', {
    body: {
      key_props: { kty: 'EC', crv: 'P-384' },
      x509_props: { validity_months: 6, subject: null },
      lifetime_actions: [
        { trigger: { days_before_expiry: 30 }, action: { action_type: 'emailcontacts' } },
      ],
    },
  })
  expect(body.key_props).toEqual({
    exportable: true,
    kty: 'EC',
    key_size: 384,
    reuse_key: false,
    crv: 'P-384',
  })
  expect(body.x509_props).toMatchObject({ subject: 'cn=MyCert', validity_months: 6 })
  expect(body.lifetime_actions).toEqual([
    { trigger: { days_before_expiry: 30 }, action: { action_type: 'EmailContacts' } },
  ])
  expect((await vault.send('GET', '/certificates/c1/policy')).body).toEqual(body)
})

describe('key and secret twins', () => {
  it('mirror the certificate and refuse to be written', async () => {
    const version = await create('c1', { policy, tags: { a: 'b' } })
    const key = await vault.send('GET', '/keys/c1', { apiVersion: '7.0' })
    expect(key.body).toMatchObject({
      key: { kid: `https://kv.vault.azure.net/keys/c1/${version}`, kty: 'RSA', e: 'AQAB' },
      attributes: { enabled: true, recoveryLevel: 'CustomizedRecoverable+Purgeable' },
      tags: { a: 'b' },
      managed: true,
    })
    expect(key.body.key.key_ops).toEqual(['sign', 'verify', 'wrapKey', 'unwrapKey'])
    expect(Object.keys(key.body.key)).not.toContain('d')
    const secret = await vault.send('GET', `/secrets/c1/${version}`)
    expect(Object.keys(secret.body).slice(0, 6)).toEqual([
      ...['value', 'contentType', 'id', 'managed', 'attributes', 'kid'],
    ])
    for (const [method, path, verb, inner] of [
      ['DELETE', '/secrets/c1', 'delete', 'SecretManagedByKeyVault'],
      ['PATCH', `/secrets/c1/${version}`, 'update', 'SecretManagedByKeyVault'],
      ['PUT', '/secrets/c1', 'set', 'SecretManagedByKeyVault'],
      ['DELETE', '/keys/c1', 'delete', 'KeyManagedByKeyVault'],
      ['PATCH', '/keys/c1', 'update', 'KeyManagedByKeyVault'],
      ['POST', '/keys/c1/create', 'create', 'KeyManagedByKeyVault'],
      ['POST', '/keys/c1/rotate', 'rotate', 'KeyManagedByKeyVault'],
    ] as const) {
      const answer = await vault.send(
        method,
        path,
        method === 'DELETE' ? {} : { body: { value: 'v' } },
      )
      expect(answer.status).toBe(403)
      expect(answer.body.error).toEqual({
        code: 'Forbidden',
        message: `Operation "${verb}" is not allowed as this object's lifetime is managed by Key Vault.`,
        innererror: { code: inner },
      })
    }
    for (const path of ['/keys', '/secrets', '/keys/c1/versions', '/secrets/c1/versions']) {
      const { body } = await vault.send('GET', path)
      expect(body).toMatchObject({ value: [{ managed: true }], nextLink: null })
      expect(JSON.stringify(body)).not.toContain('"value":"')
    }
  })

  it('are switched off and on with the certificate', async () => {
    const version = await create('c1')
    vault.setNow(new Date('2026-05-02T00:00:00Z'))
    const off = await vault.send('PATCH', `/certificates/c1/${version}`, {
      body: { attributes: { enabled: false, exp: 1 }, tags: { x: 'y' } },
    })
    const { created, updated, exp, enabled } = off.body.attributes
    expect([enabled, updated - created, exp > created]).toEqual([false, 57_600, true])
    expect((await vault.send('GET', '/keys/c1')).body.attributes.enabled).toBe(false)
    expect((await vault.send('GET', '/certificates/c1')).body.tags).toEqual({ x: 'y' })
    const secret = await vault.send('GET', '/secrets/c1')
    expect(secret.status).toBe(403)
    expect(secret.body.error).toEqual({
      code: 'Forbidden',
      message: 'Operation get is not allowed on a disabled secret.',
      innererror: { code: 'SecretDisabled' },
    })
  })

  it('give no private key when the policy forbids export', async () => {
    await create('c1', {
      policy: {
        ...ec,
        key_props: { kty: 'EC', exportable: false },
        secret_props: { contentType: 'application/x-pem-file' },
      },
    })
    const { value } = (await vault.send('GET', '/secrets/c1')).body
    expect(value).toContain('BEGIN CERTIFICATE')
    expect(value).not.toContain('PRIVATE KEY')
  })

  it('read as PEM on request', async () => {
    await create('c1')
    const answer = await vault.send('GET', '/secrets/c1?outContentType=application/x-pem-file')
    expect(answer.body.contentType).toBe('application/x-pem-file')
    expect(answer.body.value).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    const refused = await vault.send('GET', '/secrets/c1?outContentType=application/x-pkcs12')
    expect(refused.status).toBe(400)
  })
})

describe('soft delete (7)', () => {
  it('blocks the name, keeps all versions, and gives them back', async () => {
    const version = await create('C1')
    const deleted = await vault.send('DELETE', '/certificates/c1')
    expect(Object.keys(deleted.body).slice(0, 4)).toEqual([
      ...['recoveryId', 'deletedDate', 'scheduledPurgeDate', 'id'],
    ])
    expect(deleted.body.scheduledPurgeDate - deleted.body.deletedDate).toBe(7 * 86_400)
    for (const path of ['/certificates/c1', '/keys/c1', '/secrets/c1', '/certificates/c1/policy']) {
      expect((await vault.send('GET', path)).status).toBe(404)
    }
    const blocked = await vault.send('POST', '/certificates/c1/create', { body: { policy: ec } })
    expect(blocked.status).toBe(409)
    expect(blocked.body.error).toEqual({
      code: 'Conflict',
      message:
        'Certificate C1 is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.',
      innererror: { code: 'ObjectIsDeletedButRecoverable' },
    })
    const listed = await vault.send('GET', '/deletedcertificates')
    expect(listed.body.value).toMatchObject([
      { recoveryId: 'https://kv.vault.azure.net/deletedcertificates/C1', x5t: expect.any(String) },
    ])
    const recovered = await vault.send('POST', '/deletedcertificates/c1/recover')
    expect(recovered.body.id).toContain(version)
    expect((await vault.send('GET', `/secrets/c1/${version}`)).status).toBe(200)
    const purged = await vault.send('DELETE', '/deletedcertificates/c1')
    expect(purged.body.error).toEqual({
      code: 'CertificateNotFound',
      message: 'Deleted Certificate not found: c1',
    })
  })

  it('purges by itself when the retention is over', async () => {
    await create('c1')
    await vault.send('DELETE', '/certificates/c1')
    vault.setNow(new Date('2026-05-08T07:59:59Z'))
    expect((await vault.send('GET', '/deletedcertificates/c1')).status).toBe(200)
    vault.setNow(new Date('2026-05-08T08:00:00Z'))
    expect((await vault.send('GET', '/deletedcertificates/c1')).status).toBe(404)
    await create('c1')
  })

  it('purges on demand, and not under purge protection', async () => {
    await create('c1')
    await vault.send('DELETE', '/certificates/c1')
    const purged = await vault.send('DELETE', '/deletedcertificates/c1')
    expect([purged.status, purged.body]).toEqual([204, null])
    await vault.addVault({
      name: 'safe',
      enablePurgeProtection: true,
      softDeleteRetentionInDays: 90,
    })
    const safe = 'https://safe.vault.azure.net'
    await vault.send('POST', `${safe}/certificates/c1/create`, { body: { policy: ec } })
    await vault.app.settled()
    const { body } = await vault.send('GET', `${safe}/certificates/c1`)
    expect(body.attributes.recoveryLevel).toBe('Recoverable')
    await vault.send('DELETE', `${safe}/certificates/c1`)
    const refused = await vault.send('DELETE', `${safe}/deletedcertificates/c1`)
    expect(refused.status).toBe(403)
    expect(refused.body.error).toEqual({
      code: 'Forbidden',
      message:
        'Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: safe;location=westeurope',
    })
  })
})

it('pages by name and links on with port and token (3.2)', async () => {
  for (const name of ['b', 'A', 'c-2', 'c', 'd']) await create(name)
  const first = await vault.send('GET', '/certificates?maxresults=2', { apiVersion: '7.3' })
  const token = Buffer.from('{"NextMarker":"b","TargetLocation":0}').toString('base64')
  expect(first.body.nextLink).toBe(
    `https://kv.vault.azure.net:443/certificates?api-version=7.3&$skiptoken=${encodeURIComponent(token)}&maxresults=2`,
  )
  const names: string[] = []
  let link: string | null = '/certificates?maxresults=2'
  while (link !== null) {
    const page = await vault.send('GET', link)
    names.push(...page.body.value.map((one: { id: string }) => one.id.split('/').at(-1)))
    link = page.body.nextLink
  }
  expect(names).toEqual(['A', 'b', 'c', 'c-2', 'd'])
})

it('takes only one of many creations at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 16 }, () =>
      vault.send('POST', '/certificates/c1/create', { body: { policy: byHand } }),
    ),
  )
  const accepted = answers.filter((one) => one.status === 202)
  expect(accepted).toHaveLength(1)
  expect(answers.filter((one) => one.status === 409)).toHaveLength(15)
})
