import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import { embeddedOutbox } from '#lib/runtime/embedded-outbox.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { updateContacts } from '../contacts/update.ts'
import { listMails } from './list.ts'

/** Mails of the embedded cloud, written because its clock was moved. */
let test: TestConsole
let ops: Caller
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

const failureFor = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => failureOf(error),
  )

/** A certificate of one month, whose policy acts after four fifths of it. */
async function selfSigned(name: string, action: 'AutoRenew' | 'EmailContacts'): Promise<void> {
  const gateway = test.services.azureOf(ops).certificates(vault)
  const policy = {
    issuerName: 'Self',
    subject: `CN=${name}.contoso.example`,
    keyType: 'EC',
    keyCurveName: 'P-256',
    validityInMonths: 1,
    lifetimeActions: [{ action, lifetimePercentage: 80 }],
  }
  await gateway.create(name, { policy, enabled: true, tags: {} })
  await expect.poll(async () => (await gateway.getOperation(name))?.status).toBe('completed')
}

async function later(days: number): Promise<void> {
  const now = new Date(Date.now() + days * 86_400_000).toISOString()
  expect((await test.cloud.control('PUT', 'clock', { now })).status).toBe(200)
}

describe('the outbox', () => {
  it('shows what the vaults wrote, newest first, and all of it or that of one certificate', async () => {
    await selfSigned('renews', 'AutoRenew')
    await selfSigned('tells', 'EmailContacts')
    await later(28)
    const mails = await listMails(test.services, ops, {})
    expect(mails.map(({ kind, certificate }) => `${kind} ${certificate}`).sort()).toEqual([
      'ExpiryNotice tells',
      'RenewalCompleted renews',
      'RenewalStarted renews',
    ])
    const ids = mails.map(({ id }) => id)
    expect(ids).toEqual([...ids].sort((one, other) => other - one))
    expect(mails[0]?.to).toEqual(['ops@contoso.example', 'pki@contoso.example'])

    const about = { vault: vault.toUpperCase(), certificate: 'TELLS' }
    expect((await listMails(test.services, ops, about)).map(({ kind }) => kind)).toEqual([
      'ExpiryNotice',
    ])
    expect(await listMails(test.services, ops, { vault: 'contoso-dev' })).toEqual([])
  })

  it('grows no more when nobody is to be told', async () => {
    const before = await listMails(test.services, ops, {})
    const contacts = await test.services.azureOf(ops).contacts(vault).get()
    const known = contacts.map(({ email, name = '', phone = '' }) => ({ name, email, phone }))
    await updateContacts(test.services, ops, { vault, before: known, contacts: [] })
    await later(60)
    expect(await listMails(test.services, ops, {})).toEqual(before)
  })

  it('is for security operations only, and not there on a real tenant', async () => {
    const dev = await test.signIn('dev@contoso.example')
    expect(await failureFor(listMails(test.services, dev, {}))).toMatchObject({
      code: 'role-missing',
    })
    const real = { ...test.services, outbox: null }
    expect(await failureFor(listMails(real, ops, {}))).toMatchObject({ code: 'not-found' })
  })

  it('says so when the cloud does not show it, and never its token', async () => {
    const url = `http://127.0.0.1:${test.cloud.port}/_cloud/outbox`
    const failure = await failureFor(embeddedOutbox({ url, token: 'canary-token' }).list())
    expect(failure).toMatchObject({ code: 'unreachable', status: 503 })
    expect(JSON.stringify(failure)).not.toContain('canary-token')
    expect(test.logged()).not.toContain(test.cloud.credentials.controlToken)
  })
})
