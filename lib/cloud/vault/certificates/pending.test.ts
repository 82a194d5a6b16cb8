import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { listEvents } from '../../events/queue.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

/*
 * The state machine of the one operation that a name may have (6.1): every state, every verb.
 */

let vault: VaultUnderTest
let ssl: OpenSsl
let name = ''
let count = 0

beforeAll(async () => {
  ssl = openSsl()
  ssl.makeKey('file', 'P-256')
  ssl.makeCertificate('file', '/CN=file')
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  // Of a provider that no authority answers for: every order fails.
  await vault.send('PUT', '/certificates/issuers/dead', { body: { provider: 'OneCert' } })
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})
beforeEach(() => {
  count += 1
  name = `p${count}`
})

const url = (rest = '') => `/certificates/${name}${rest}`
const policy = (issuer: string) => ({
  issuer: { name: issuer },
  key_props: { kty: 'EC' },
  x509_props: { subject: 'CN=a' },
})
const create = (issuer: string) =>
  vault.send('POST', url('/create'), { body: { policy: policy(issuer) } })
const cancel = () =>
  vault.send('PATCH', url('/pending'), { body: { cancellation_requested: true } })
const importPem = (more: object = {}, value = ssl.text('file.key') + ssl.text('file.crt')) =>
  vault.send('POST', url('/import'), { body: { value, ...more } })

/** Brings a name's first operation into a state. */
const reach: Record<string, () => Promise<void>> = {
  async inProgress() {
    await create('Unknown')
  },
  async cancelled() {
    await create('Unknown')
    await cancel()
    await vault.app.settled()
  },
  async failed() {
    await create('dead')
    await vault.app.settled()
  },
  async completed() {
    await create('Self')
    await vault.app.settled()
  },
}
const ended = ['cancelled', 'failed', 'completed'] as const

describe.each(['inProgress', ...ended])('%s', (state) => {
  beforeEach(() => reach[state]?.())

  it('shows itself, by its request id only', async () => {
    const { body } = await vault.send('GET', url('/pending'))
    expect(body.status).toBe(state)
    expect('status_details' in body).toBe(state === 'inProgress')
    expect('target' in body).toBe(state === 'completed')
    expect('error' in body).toBe(state === 'failed')
    const own = await vault.send('GET', url(`/pending?request_id=${body.request_id}`))
    expect(own.body).toEqual(body)
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const other = await vault.send(method, url(`/pending?request_id=${'0'.repeat(32)}`), {
        ...(method === 'PATCH' ? { body: { cancellation_requested: true } } : {}),
      })
      expect([other.status, other.body.error]).toEqual([
        404,
        { code: 'PendingCertificateNotFound', message: `Pending certificate not found: ${name}` },
      ])
    }
  })

  it('is deleted with its answer, and gone', async () => {
    const before = (await vault.send('GET', url('/pending'))).body
    const deleted = await vault.send('DELETE', url('/pending'))
    expect([deleted.status, deleted.body]).toEqual([200, before])
    for (const method of ['GET', 'DELETE']) {
      expect((await vault.send(method, url('/pending'))).status).toBe(404)
    }
    const bundle = await vault.send('GET', url())
    // The half-made version vanishes, and with it a name that has no other.
    expect(bundle.status).toBe(state === 'completed' ? 200 : 404)
    expect(bundle.body).not.toHaveProperty('pending')
  })

  it('has a bundle that links to it, whole or in part', async () => {
    const { body } = await vault.send('GET', url())
    expect(body.pending).toEqual({ id: `https://kv.vault.azure.net${url('/pending')}` })
    const whole = state === 'completed'
    expect([body.attributes.enabled, 'cer' in body, 'kid' in body, 'x5t' in body]).toEqual([
      whole,
      whole,
      whole,
      whole,
    ])
  })
})

it.each(ended)('%s takes no change', async (state) => {
  await reach[state]?.()
  for (const wanted of [true, false]) {
    const answer = await vault.send('PATCH', url('/pending'), {
      body: { cancellation_requested: wanted },
    })
    expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
  }
  expect((await vault.send('GET', url('/pending'))).body.status).toBe(state)
})

it.each(ended)('%s is overwritten by a new create', async (state) => {
  await reach[state]?.()
  const before = (await vault.send('GET', url('/pending'))).body
  expect((await create('Self')).status).toBe(202)
  await vault.app.settled()
  const { body } = await vault.send('GET', url('/pending'))
  expect(body.status).toBe('completed')
  expect(body.request_id).not.toBe(before.request_id)
})

it.each(ended)('%s makes room for an import', async (state) => {
  await reach[state]?.()
  const imported = await importPem()
  expect(imported.status).toBe(200)
  expect(imported.body).not.toHaveProperty('pending')
  expect((await vault.send('GET', url('/pending'))).status).toBe(404)
})

it('in progress lets nothing else begin', async () => {
  await reach.inProgress?.()
  for (const answer of [await create('Self'), await importPem()]) {
    expect([answer.status, answer.body.error]).toEqual([
      409,
      {
        code: 'Conflict',
        message:
          "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
      },
    ])
  }
})

it('asks for a word about cancellation, and does not take it back', async () => {
  await reach.inProgress?.()
  const silent = await vault.send('PATCH', url('/pending'), { body: {} })
  expect([silent.status, silent.body.error.code]).toEqual([400, 'BadParameter'])
  const no = await vault.send('PATCH', url('/pending'), { body: { cancellation_requested: false } })
  expect(no.body).toMatchObject({ status: 'inProgress', cancellation_requested: false })
  expect((await cancel()).body.cancellation_requested).toBe(true)
  await vault.app.settled()
  expect((await vault.send('GET', url('/pending'))).body.status).toBe('cancelled')
})

it('keeps the version before one that was cancelled or failed', async () => {
  await reach.completed?.()
  const before = (await vault.send('GET', url())).body
  await create('Unknown')
  await cancel()
  await vault.app.settled()
  expect((await vault.send('GET', url())).body.id).toBe(before.id)
  await create('dead')
  await vault.app.settled()
  expect((await vault.send('GET', url())).body).toMatchObject({ id: before.id, cer: before.cer })
  expect((await vault.send('GET', url('/versions'))).body.value).toHaveLength(1)
})

it('is announced as an event by a create, an import and a merge, each once', async () => {
  const announced = () =>
    vault.ctx.store
      .read((db) => listEvents(db, 10_000))
      .filter(({ subject }) => subject === name)
      .map(({ type }) => type.replace('Microsoft.KeyVault.', ''))
  const three = ['Certificate', 'Key', 'Secret'].map((kind) => `${kind}NewVersionCreated`)
  await create('Self')
  await vault.app.settled()
  expect(announced()).toEqual(three)
  await importPem()
  expect(announced()).toEqual([...three, ...three])
  const { body } = await create('Unknown')
  expect(announced()).toHaveLength(6)
  ssl.write('r.der', Buffer.from(body.csr, 'base64'))
  ssl.run(
    ...['x509', '-req', '-inform', 'DER', '-in', 'r.der', '-CA', 'file.crt', '-CAkey', 'file.key'],
    ...['-CAcreateserial', '-days', '30', '-out', 'signed.crt'],
  )
  const merged = await vault.send('POST', url('/pending/merge'), {
    body: { x5c: [ssl.text('signed.crt')] },
  })
  expect(merged.status).toBe(201)
  expect(announced()).toEqual([...three, ...three, ...three])
})

it('imports the certificates of a PEM in their own order when asked to', async () => {
  ssl.makeKey('one', 'P-256')
  ssl.makeCertificate('one', '/CN=one')
  const value = ['file.key', 'file.crt', 'one.crt'].map((file) => ssl.text(file)).join('')
  const imported = await importPem({ preserveCertOrder: true }, value)
  expect(imported.body.preserveCertOrder).toBe(true)
  const secret = await vault.send('GET', imported.body.sid)
  expect(secret.body.value.match(/BEGIN CERTIFICATE/g)).toHaveLength(2)
})
