import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  adminId,
  openVaultUnderTest,
  policyEntry,
  type VaultUnderTest,
} from '../vault-under-test.ts'

let vault: VaultUnderTest

beforeAll(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  await vault.addVault({ name: 'other' })
})
afterAll(() => vault.close())

const contacts = '/certificates/contacts'
const issuers = '/certificates/issuers'
const base = 'https://kv.vault.azure.net'
const schemaError = { code: 'BadParameter', message: 'Property  has invalid value\r\n' }

describe('contacts', () => {
  const nobody = { code: 'ContactsNotFound', message: 'Contacts not found' }

  it('replaces the whole list, answers with what was deleted, and then has none', async () => {
    const first = [{ email: 'a@contoso.example', name: 'A', phone: '1' }]
    const second = [{ email: 'b@contoso.example' }, { email: 'c@contoso.example' }]
    expect((await vault.send('GET', contacts)).body.error).toEqual(nobody)
    await vault.send('PUT', contacts, { body: { contacts: first } })
    const set = await vault.send('PUT', contacts, { body: { contacts: second } })
    const body = { id: `${base}/certificates/contacts`, contacts: second }
    expect([set.status, set.body]).toEqual([200, body])
    expect((await vault.send('GET', contacts)).body).toEqual(body)
    const other = await vault.send('GET', `https://other.vault.azure.net${contacts}`)
    expect(other.status).toBe(404)
    const deleted = await vault.send('DELETE', contacts)
    expect([deleted.status, deleted.body]).toEqual([200, body])
    for (const method of ['GET', 'DELETE']) {
      const answer = await vault.send(method, contacts)
      expect([answer.status, answer.body.error]).toEqual([404, nobody])
    }
  })

  it.each<[string, object]>([
    ['no list', {}],
    ['an empty list', { contacts: [] }],
    ['text for a list', { contacts: 'a@contoso.example' }],
    ['a contact that is text', { contacts: ['a@contoso.example'] }],
    ['a contact without an address', { contacts: [{ name: 'A' }] }],
    ['an address without a domain', { contacts: [{ email: 'a' }] }],
    ['an address with a line break', { contacts: [{ email: 'a@b\r\nBcc: c@d' }] }],
    ['a name that is a number', { contacts: [{ email: 'a@b', name: 7 }] }],
    ['a name without end', { contacts: [{ email: 'a@b', name: 'x'.repeat(257) }] }],
    ['a crowd', { contacts: Array.from({ length: 101 }, () => ({ email: 'a@b' })) }],
  ])('refuses %s with the schema error', async (_, body) => {
    const answer = await vault.send('PUT', contacts, { body })
    expect([answer.status, answer.body.error]).toEqual([400, schemaError])
  })
})

describe('issuers', () => {
  const nobody = { code: 'CertificateIssuerNotFound', message: 'Issuer not found' }
  const admin = { first_name: 'A', last_name: 'B', email: 'a@contoso.example', phone: '1' }
  const full = {
    provider: 'Test',
    credentials: { account_id: 'acc', pwd: 'canary-password' },
    org_details: { id: 'TestOrg', admin_details: [admin] },
    attributes: { enabled: true },
  }

  it('echoes everything but the password, which is nowhere to be read', async () => {
    vault.setNow(new Date('2026-05-01T08:00:00.000Z'))
    const set = await vault.send('PUT', `${issuers}/Test-1`, { body: full })
    const created = Date.parse('2026-05-01T08:00:00.000Z') / 1000
    const body = {
      id: `${base}/certificates/issuers/Test-1`,
      provider: 'Test',
      credentials: { account_id: 'acc' },
      org_details: { id: 'TestOrg', admin_details: [admin] },
      attributes: { enabled: true, created, updated: created },
    }
    expect([set.status, set.body]).toEqual([200, body])
    const got = await vault.send('GET', `${issuers}/test-1`)
    expect(got.body).toEqual(body)
    const old = await vault.send('GET', `${issuers}/test-1`, { apiVersion: '7.0' })
    expect(old.body.org_details).toEqual({ ...body.org_details, zip: 0 })
    const rows = vault.ctx.store.read((db) => [
      ...db.sql('SELECT * FROM vault_certificate_issuers').all(),
      ...db.sql('SELECT * FROM audit_records').all(),
    ])
    const cells = rows.flatMap((row) => Object.values(row)).map((cell) => Buffer.from(`${cell}`))
    const bytes = rows
      .flatMap((row) => Object.values(row))
      .filter((cell) => ArrayBuffer.isView(cell))
    expect(Buffer.concat([...cells, ...bytes]).includes('canary-password')).toBe(false)
  })

  it('merges what an update gives, keeps the rest, and moves the time', async () => {
    const now = new Date('2026-05-01T09:00:00.000Z')
    vault.setNow(now)
    const answer = await vault.send('PATCH', `${issuers}/test-1`, {
      body: { credentials: { account_id: 'other' }, attributes: { enabled: false } },
    })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({
      provider: 'Test',
      credentials: { account_id: 'other' },
      org_details: { id: 'TestOrg', admin_details: [admin] },
      attributes: { enabled: false, updated: now.getTime() / 1000 },
    })
    expect(answer.body.attributes.created).toBeLessThan(answer.body.attributes.updated)
  })

  it('replaces all of it by a set, but for the name and the creation time', async () => {
    const answer = await vault.send('PUT', `${issuers}/TEST-1`, { body: { provider: 'digicert' } })
    expect(answer.body).toEqual({
      id: `${base}/certificates/issuers/Test-1`,
      provider: 'DigiCert',
      attributes: { enabled: true, created: expect.any(Number), updated: expect.any(Number) },
    })
    expect(answer.body.attributes.created).toBeLessThan(answer.body.attributes.updated)
  })

  it('lists by pages in the order of the names', async () => {
    for (const name of ['b2', 'a1', 'c3']) {
      await vault.send('PUT', `${issuers}/${name}`, { body: full })
    }
    const first = await vault.send('GET', `${issuers}?maxresults=3`)
    expect(first.body.value).toEqual([
      { id: `${base}/certificates/issuers/a1`, provider: 'Test' },
      { id: `${base}/certificates/issuers/b2`, provider: 'Test' },
      { id: `${base}/certificates/issuers/c3`, provider: 'Test' },
    ])
    const second = await vault.send('GET', first.body.nextLink)
    expect(second.body).toEqual({
      value: [{ id: `${base}/certificates/issuers/Test-1`, provider: 'DigiCert' }],
      nextLink: null,
    })
    const tooMany = await vault.send('GET', `${issuers}?maxresults=26`)
    expect([tooMany.status, tooMany.body.error.code]).toEqual([400, 'BadParameter'])
  })

  it('deletes with the old body, and does not know it afterwards', async () => {
    const deleted = await vault.send('DELETE', `${issuers}/c3`)
    expect([deleted.status, deleted.body.provider]).toEqual([200, 'Test'])
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { body: {} } : {}
      const answer = await vault.send(method, `${issuers}/c3`, body)
      expect([answer.status, answer.body.error]).toEqual([404, nobody])
    }
  })

  it.each<[string, object]>([
    ['no provider', { ...full, provider: undefined }],
    ['an unknown provider', { ...full, provider: 'Contoso' }],
    ['credentials that are text', { ...full, credentials: 'acc' }],
    ['a password that is a number', { ...full, credentials: { pwd: 7 } }],
    ['administrators that are no list', { ...full, org_details: { admin_details: {} } }],
    [
      'an administrator without a domain',
      { ...full, org_details: { admin_details: [{ email: 'a' }] } },
    ],
    ['a switch that is text', { ...full, attributes: { enabled: 'no' } }],
  ])('refuses %s with the schema error', async (_, body) => {
    const answer = await vault.send('PUT', `${issuers}/bad`, { body })
    expect([answer.status, answer.body.error]).toEqual([400, schemaError])
    expect((await vault.send('GET', `${issuers}/bad`)).status).toBe(404)
  })

  it.each(['Self', 'unknown', 'with_underscore', 'x'.repeat(128)])(
    'does not take the name %s',
    async (name) => {
      const answer = await vault.send('PUT', `${issuers}/${name}`, { body: full })
      expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
      expect(answer.body.error.message).toContain(name)
    },
  )

  it.each(['OneCert', 'SslAdminV2', 'OneCertV2-PublicCA', 'GlobalSign'])(
    'takes the provider %s',
    async (provider) => {
      const answer = await vault.send('PUT', `${issuers}/taken`, { body: { provider } })
      expect([answer.status, answer.body.provider]).toEqual([200, provider])
    },
  )
})

describe('rights', () => {
  const calls = [
    ['GET', issuers, 'listissuers'],
    ['GET', `${issuers}/i1`, 'getissuers'],
    ['PUT', `${issuers}/i1`, 'setissuers'],
    ['PATCH', `${issuers}/i1`, 'setissuers'],
    ['DELETE', `${issuers}/i1`, 'deleteissuers'],
    ['GET', contacts, 'managecontacts'],
    ['PUT', contacts, 'managecontacts'],
    ['DELETE', contacts, 'managecontacts'],
  ] as const
  const permissions = [...new Set(calls.map(([, , permission]) => permission)), 'manageissuers']
  const send = (name: string, method: string, path: string) =>
    vault.send(method, `https://${name}.vault.azure.net${path}`, {
      ...(method === 'PUT' || method === 'PATCH'
        ? { body: { provider: 'Test', contacts: [{ email: 'a@b' }] } }
        : {}),
    })

  it.each(permissions)('of %s are these and no others', async (permission) => {
    const name = `kv-${permission}`
    await vault.addVault({
      name,
      accessPolicies: [policyEntry(adminId, { certificates: [permission] })],
    })
    for (const [method, path, needed] of calls) {
      const answer = await send(name, method, path)
      const covered = permission === 'manageissuers' && needed.endsWith('issuers')
      const allowed = permission === needed || covered
      expect([method, path, answer.status === 403]).toEqual([method, path, !allowed])
      if (!allowed) expect(answer.body.error.message).toContain(`certificates ${needed} permission`)
    }
  })
})
