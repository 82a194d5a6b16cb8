import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listEvents } from '../../events/queue.ts'
import { listAudit } from '../../logs/audit.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv', softDeleteRetentionInDays: 7 })
})
afterEach(() => vault.close())

const base = 'https://kv.vault.azure.net'
const now = Date.parse('2026-05-01T08:00:00Z') / 1000
const put = (name: string, body: object) => vault.send('PUT', `/secrets/${name}`, { body })
const versionIn = (id: string) => id.split('/').at(-1) ?? ''

describe('a secret (4)', () => {
  it('is set, with the members in recorded order', async () => {
    const { status, body } = await put('S1', {
      value: 'ABC123',
      contentType: 'text/plain',
      tags: { 'file-encoding': 'utf-8' },
    })
    expect(status).toBe(200)
    expect(Object.keys(body)).toEqual(['value', 'contentType', 'id', 'attributes', 'tags'])
    expect(body).toEqual({
      value: 'ABC123',
      contentType: 'text/plain',
      id: expect.stringMatching(/^https:\/\/kv\.vault\.azure\.net\/secrets\/S1\/[0-9a-f]{32}$/),
      attributes: {
        enabled: true,
        created: now,
        updated: now,
        recoveryLevel: 'CustomizedRecoverable+Purgeable',
        recoverableDays: 7,
      },
      tags: { 'file-encoding': 'utf-8' },
    })
    expect((await vault.send('GET', '/secrets/s1')).body).toEqual(body)
  })

  it('has versions that inherit nothing, in the first spelling of the name', async () => {
    const first = await put('S1', { value: 'one', contentType: 'a', tags: { a: 'b' } })
    const second = await put('s1', { value: 'two' })
    expect(second.body.id).toMatch(`${base}/secrets/S1/`)
    expect(second.body).not.toHaveProperty('contentType')
    expect((await vault.send('GET', '/secrets/s1/')).body.value).toBe('two')
    const old = await vault.send('GET', `/secrets/s1/${versionIn(first.body.id)}`)
    expect(old.body).toEqual(first.body)
    const { body } = await vault.send('GET', '/secrets/s1/versions')
    expect(body.value).toHaveLength(2)
    expect(JSON.stringify(body)).not.toMatch(/"value":"|one|two/)
    const events = vault.ctx.store.read((db) => listEvents(db, 10))
    expect(events.map((one) => [one.type, one.subject, one.data.Version])).toEqual(
      [first, second].map(({ body: made }) => [
        ...['Microsoft.KeyVault.SecretNewVersionCreated', 'S1', versionIn(made.id)],
      ]),
    )
  })

  it.each([
    ['', ''],
    ['zero\u0000 and ünïcode €', 'text/plain'],
    ['not a PFX at all', 'application/x-pkcs12'],
    ['x'.repeat(25_600), 'big'],
  ])('keeps the value %.20j of type %s as it is', async (value, contentType) => {
    await put('s1', { value, contentType })
    expect((await vault.send('GET', '/secrets/s1')).body).toMatchObject({ value, contentType })
  })

  it.each([
    ['expired', { exp: now - 1 }],
    ['not yet valid', { nbf: now + 1000 }],
  ])('is readable when %s', async (_, attributes) => {
    await put('s1', { value: 'v', attributes })
    const { status, body } = await vault.send('GET', '/secrets/s1')
    expect([status, body.value, body.attributes]).toMatchObject([200, 'v', attributes])
  })

  it('is not readable when disabled, only listed, and can be switched on again', async () => {
    await put('s1', { value: 'v', attributes: { enabled: false } })
    const { status, body } = await vault.send('GET', '/secrets/s1')
    expect([status, body.error]).toEqual([
      403,
      {
        code: 'Forbidden',
        message: 'Operation get is not allowed on a disabled secret.',
        innererror: { code: 'SecretDisabled' },
      },
    ])
    const listed = await vault.send('GET', '/secrets')
    expect(listed.body.value).toMatchObject([{ attributes: { enabled: false } }])
    await vault.send('PATCH', '/secrets/s1/', { body: { attributes: { enabled: true } } })
    expect((await vault.send('GET', '/secrets/s1')).body.value).toBe('v')
  })

  it('is updated in all but its value, in one version', async () => {
    const first = (await put('s1', { value: 'one', contentType: 'a', tags: { a: 'b' } })).body
    const second = (await put('s1', { value: 'two' })).body
    vault.setNow(new Date((now + 60) * 1000))
    const { status, body } = await vault.send('PATCH', `/secrets/s1/${versionIn(first.id)}`, {
      body: { value: 'other', contentType: 'b', attributes: { nbf: 1, exp: 2 }, tags: {} },
    })
    expect(status).toBe(200)
    expect(body).not.toHaveProperty('value')
    expect(body).toMatchObject({
      contentType: 'b',
      id: first.id,
      attributes: { enabled: true, nbf: 1, exp: 2, created: now, updated: now + 60 },
      tags: {},
    })
    const read = await vault.send('GET', `/secrets/s1/${versionIn(first.id)}`)
    expect(read.body.value).toBe('one')
    expect((await vault.send('GET', '/secrets/s1')).body).toEqual(second)
    const kept = await vault.send('PATCH', '/secrets/s1', { body: {} })
    expect(kept.body.attributes).toEqual({ ...second.attributes, updated: now + 60 })
  })

  it('shows its value to nobody but its readers: not in the audit log, not in the database', async () => {
    const value = 'a value that must not leak'
    await put('s1', { value })
    await put('s1', { value: value.padEnd(30_000, '.') })
    await put('no_name', { value })
    const rows = vault.ctx.store.read((db) => listAudit(db, null, 10))
    expect(rows.length).toBe(3)
    expect(JSON.stringify(rows)).toContain('SecretSet')
    expect(JSON.stringify(rows)).not.toContain(value)
    expect(JSON.stringify(vault.lines)).not.toContain(value)
    const stored = vault.ctx.store.read((db) => db.sql('SELECT * FROM vault_secret_versions').all())
    expect(Buffer.from(JSON.stringify(stored)).includes(value)).toBe(false)
  })
})

const schema = 'Property  has invalid value\r\n'
const many = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`t${at}`, '']))

describe('what a secret may not be', () => {
  it.each([
    ['no value', {}, 'The value of the secret is missing.'],
    ['a number', { value: 1 }, schema],
    ['25 KB and a byte', { value: 'x'.repeat(25_601) }, /25600 bytes/],
    ['25 KB in fewer characters', { value: '€'.repeat(8_534) }, /25600 bytes/],
    ['a long content type', { value: '', contentType: 'x'.repeat(256) }, /255 characters/],
    ['16 tags', { value: '', tags: many }, schema],
    ['a long tag', { value: '', tags: { a: 'x'.repeat(513) } }, schema],
    ['a wordy switch', { value: '', attributes: { enabled: 'yes' } }, schema],
    ['a date of words', { value: '', attributes: { exp: 'tomorrow' } }, schema],
    ['a date before all', { value: '', attributes: { nbf: -1 } }, schema],
  ])('%s', async (_, body, message) => {
    const answer = await put('s1', body)
    expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
    if (typeof message === 'string') expect(answer.body.error.message).toBe(message)
    else expect(answer.body.error.message).toMatch(message)
    expect((await vault.send('GET', '/secrets')).body.value).toEqual([])
  })

  it('takes tags of 512 characters', async () => {
    const tags = { ['k'.repeat(512)]: 'v'.repeat(512) }
    expect((await put('s1', { value: '', tags })).body.tags).toEqual(tags)
  })

  it.each([
    ['GET', '/secrets/none', 'none'],
    ['PATCH', '/secrets/none', 'none'],
    ['DELETE', '/secrets/none', 'none'],
    ['GET', `/secrets/none/${'A'.repeat(32)}`, `none/${'a'.repeat(32)}`],
  ])('missing: %s %s', async (method, path, id) => {
    const { status, body } = await vault.send(method, path, method === 'PATCH' ? { body: {} } : {})
    expect(status).toBe(404)
    expect(body.error).toEqual({
      code: 'SecretNotFound',
      message: `A secret with (name/id) ${id} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
    })
  })

  it('of a name that is no name', async () => {
    const { status, body } = await put('my_secret', { value: '' })
    expect([status, body.error.message]).toEqual([
      400,
      'The request URI contains an invalid name: my_secret',
    ])
  })
})
