import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import type { UserAzure } from './gateway.ts'

/** The gateway against the embedded cloud, over the official client. */
let test: TestConsole
let azure: UserAzure
let outsider: UserAzure
const vault = 'contoso-dev'

beforeAll(async () => {
  test = await startTestConsole()
  azure = test.services.azureOf(await test.signIn('ops@contoso.example'))
  outsider = test.services.azureOf(await test.signIn('dev@contoso.example'))
})
afterAll(() => test.close())

const failureFor = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => failureOf(error),
  )

const administrator = {
  firstName: 'Ada',
  lastName: 'Byron',
  email: 'ada@contoso.example',
  phone: '+31 20 555 0100',
}

describe('issuers', () => {
  const canary = 'canary-issuer-password'
  const full = {
    provider: 'DigiCert',
    accountId: 'contoso-4107',
    password: canary,
    organizationId: '41071042',
    administrators: [administrator],
    enabled: true,
  }

  it('sets one, lists it by its own name, and never gets the credential back', async () => {
    const issuers = azure.issuers(vault)
    const set = await issuers.set('Digi-1', full)
    const { password: _, ...told } = full
    expect(set).toMatchObject({ name: 'Digi-1', ...told })
    expect(await issuers.list()).toEqual([{ name: 'Digi-1', provider: 'DigiCert' }])
    const got = await issuers.get('digi-1')
    expect(got).toEqual(set)
    expect(JSON.stringify([set, got])).not.toContain(canary)
  })

  // The client leaves these out of an update as they are false in a condition.
  it('disables, and clears the organisation, and leaves alone what is not named', async () => {
    const issuers = azure.issuers(vault)
    await issuers.set('Digi-2', full)
    expect(await issuers.update('Digi-2', { enabled: false })).toMatchObject({
      enabled: false,
      accountId: 'contoso-4107',
      organizationId: '41071042',
      administrators: [administrator],
    })
    expect(
      await issuers.update('Digi-2', { organizationId: '', administrators: [], enabled: true }),
    ).toMatchObject({
      enabled: true,
      accountId: 'contoso-4107',
      organizationId: '',
      administrators: [],
    })
  })

  it('deletes at once, and then says that there is none', async () => {
    const issuers = azure.issuers(vault)
    await issuers.set('Digi-3', full)
    await issuers.delete('Digi-3')
    for (const call of [issuers.get('Digi-3'), issuers.update('Digi-3', { enabled: true })]) {
      expect(await failureFor(call)).toMatchObject({
        code: 'not-found',
        title: 'There is no such issuer',
        detail: expect.stringContaining('the issuer “Digi-3”'),
      })
    }
  })

  it('names the right that is missing', async () => {
    const issuers = outsider.issuers('contoso-prod')
    expect(await failureFor(issuers.list())).toMatchObject({ right: 'certificates/listissuers' })
    expect(await failureFor(issuers.get('DigiCert'))).toMatchObject({
      code: 'forbidden-policy',
      right: 'certificates/getissuers',
    })
    expect(await failureFor(issuers.update('DigiCert', {}))).toMatchObject({
      right: 'certificates/setissuers',
    })
    expect(await failureFor(issuers.delete('DigiCert'))).toMatchObject({
      right: 'certificates/deleteissuers',
    })
  })
})

describe('contacts', () => {
  it('are none, then some, then others, then none', async () => {
    const contacts = azure.contacts(vault)
    expect(await contacts.get()).toEqual([])
    const first = [{ email: 'a@contoso.example', name: 'A', phone: '1' }]
    expect(await contacts.set(first)).toEqual(first)
    const second = [{ email: 'b@contoso.example' }]
    await contacts.set(second)
    expect(await contacts.get()).toEqual(second)
    await contacts.delete()
    expect(await contacts.get()).toEqual([])
    await contacts.delete()
  })

  it('need a right even to be read; a vault that is not there is no vault without contacts', async () => {
    expect(await failureFor(outsider.contacts('contoso-prod').get())).toMatchObject({
      code: 'forbidden-policy',
      right: 'certificates/managecontacts',
    })
    expect(await failureFor(azure.contacts('no-such-vault').get())).toMatchObject({
      code: 'not-found',
      title: 'There is no such vault',
    })
  })
})
