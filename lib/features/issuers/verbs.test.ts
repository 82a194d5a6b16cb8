import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { listContacts } from '../contacts/list.ts'
import { previewMails } from '../contacts/preview-mails.ts'
import { updateContactsInput } from '../contacts/schema.ts'
import { updateContacts } from '../contacts/update.ts'
import { createIssuer } from './create.ts'
import { deleteIssuer } from './delete.ts'
import { getIssuer } from './get.ts'
import { listIssuers } from './list.ts'
import { listIssuerUses } from './list-uses.ts'
import { createIssuerInput, updateIssuerInput } from './schema.ts'
import { updateIssuer } from './update.ts'

/** Verbs against the embedded cloud. In its sample the GlobalSign account has another password by now. */
let test: TestConsole
let ops: Caller
let dev: Caller
const vault = 'contoso-prod'
const canary = 'canary-of-the-issuer-credential'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  dev = await test.signIn('dev@contoso.example')
})
afterAll(() => test.close())

const ada = {
  firstName: 'Ada',
  lastName: 'Byron',
  email: 'ada@contoso.example',
  phone: '+31 20 555 0142',
}
const globalSign = {
  vault,
  name: 'GlobalSign-EV',
  provider: 'GlobalSign',
  accountId: ' contoso-7731 ',
  credential: canary,
  organizationId: '',
  administrators: [ada],
  enabled: true,
}

describe('issuers', () => {
  it('lists those of the sample with their details', async () => {
    const rows = await listIssuers(test.services, ops, { vault })
    expect(rows.map(({ name, provider }) => [name, provider])).toEqual([
      ['DigiCert', 'DigiCert'],
      ['GlobalSign', 'GlobalSign'],
    ])
    expect(rows[0]?.details).toMatchObject({ accountId: 'contoso-4107', enabled: true })
  })

  it('makes one, changes it, and never tells its credential again', async () => {
    const made = await createIssuer(test.services, ops, globalSign)
    expect(made).toMatchObject({ accountId: 'contoso-7731', administrators: [ada], enabled: true })
    const ref = { vault, name: made.name }
    const changed = await updateIssuer(test.services, ops, {
      ...ref,
      enabled: false,
      credential: `${canary}-2`,
      administrators: [ada, { ...ada, email: 'bob@contoso.example', phone: '' }],
    })
    expect(changed).toMatchObject({ enabled: false, accountId: 'contoso-7731' })
    expect(changed.administrators[1]).toMatchObject({ email: 'bob@contoso.example', phone: '' })
    const told = [
      made,
      changed,
      await getIssuer(test.services, ops, ref),
      await listIssuers(test.services, ops, { vault }),
      await test.services.store.selectFrom('records').selectAll().execute(),
      await listActivity(test.services, ops, { vault, limit: 50 }),
      test.logged(),
    ]
    expect(JSON.stringify(told)).not.toContain(canary)
    const activity = await listActivity(test.services, ops, {
      vault,
      name: 'issuers/GlobalSign-EV',
      limit: 5,
    })
    expect(activity.map(({ verb, outcome }) => `${verb} ${outcome}`)).toEqual([
      'issuers.update done',
      'issuers.create done',
    ])
  })

  it('does not replace one of the same name, whatever its case', async () => {
    const again = createIssuer(test.services, ops, { ...globalSign, name: 'digicert' })
    expect(await failureFor(again)).toMatchObject({
      code: 'conflict',
      title: 'digicert exists already',
      fields: { name: [expect.stringContaining('Choose another')] },
    })
    const kept = await getIssuer(test.services, ops, { vault, name: 'DigiCert' })
    expect(kept.provider).toBe('DigiCert')
  })

  it('says where one is used, and how the last order there ended', async () => {
    const { uses, unread } = await listIssuerUses(test.services, ops, {
      vault,
      name: 'globalsign',
    })
    expect(unread).toEqual([])
    expect(uses.map(({ name, order }) => [name, order?.status])).toEqual([
      ['vpn-gateway', 'failed'],
    ])
    expect(uses[0]?.order?.error?.message).toMatch(/did not accept the account/)
  })

  it('deletes one only when the person knew which certificates name it', async () => {
    const ask = { vault, name: 'GlobalSign', confirm: 'GlobalSign' }
    const blind = deleteIssuer(test.services, ops, { ...ask, uses: [] })
    expect(await failureFor(blind)).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('vpn-gateway names GlobalSign in its policy'),
    })
    await deleteIssuer(test.services, ops, { ...ask, uses: ['vpn-gateway'] })
    expect(
      await failureFor(getIssuer(test.services, ops, { vault, name: 'GlobalSign' })),
    ).toMatchObject({ title: 'There is no such issuer' })
    const left = await listIssuerUses(test.services, ops, { vault, name: 'GlobalSign' })
    expect(left.uses.map(({ name }) => name)).toEqual(['vpn-gateway'])
  })

  it('refuses whoever lacks the role, before anything is sent or recorded', async () => {
    const before = await test.services.store.selectFrom('records').select('id').execute()
    const ask = { vault, name: 'DigiCert' }
    for (const act of [
      listIssuers(test.services, dev, { vault }),
      getIssuer(test.services, dev, ask),
      listIssuerUses(test.services, dev, ask),
      createIssuer(test.services, dev, globalSign),
      updateIssuer(test.services, dev, { ...ask, enabled: false }),
      deleteIssuer(test.services, dev, { ...ask, confirm: ask.name, uses: null }),
      listContacts(test.services, dev, { vault }),
      previewMails(test.services, dev, { vault }),
      updateContacts(test.services, dev, { vault, before: [], contacts: [] }),
    ]) {
      expect(await failureFor(act)).toMatchObject({ code: 'role-missing' })
    }
    const after = await test.services.store.selectFrom('records').select('id').execute()
    expect(after).toEqual(before)
  })

  it('checks what comes in as the form does', () => {
    const wrong = createIssuerInput.safeParse({
      ...globalSign,
      name: 'Self',
      administrators: [{ ...ada, email: 'no' }],
    })
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'name',
      'administrators.0.email',
    ])
    const change = { vault, name: 'DigiCert', accountId: 'a\nb' }
    expect(updateIssuerInput.safeParse(change).error?.issues[0]?.path).toEqual(['accountId'])
    expect(updateIssuerInput.safeParse({ vault, name: 'a/b' }).success).toBe(false)
  })
})

describe('contacts', () => {
  const one = { name: 'Ada', email: 'ada@contoso.example', phone: '' }

  it('are replaced, emptied, and kept when somebody else was faster', async () => {
    const before = await listContacts(test.services, ops, { vault })
    expect(before.map(({ email }) => email)).toEqual(['ops@contoso.example', 'pki@contoso.example'])
    const change = { vault, before: [...before], contacts: [one] }
    expect(await updateContacts(test.services, ops, change)).toEqual([one])
    expect(await failureFor(updateContacts(test.services, ops, change))).toMatchObject({
      code: 'changed-meanwhile',
      title: 'Somebody else changed the contacts',
      detail: expect.stringContaining('ada@contoso.example'),
    })
    await updateContacts(test.services, ops, { vault, before: [one], contacts: [] })
    expect(await listContacts(test.services, ops, { vault })).toEqual([])
    const wrong = updateContactsInput.safeParse({ vault, before: [], contacts: [one, one] })
    expect(wrong.error?.issues[0]?.path).toEqual(['contacts', 1, 'email'])
  })

  it('are told about certificates by their policies, soonest first', async () => {
    const { mails, certificates, unread } = await previewMails(test.services, ops, { vault })
    expect(unread).toEqual([])
    expect(certificates).toBeGreaterThan(5)
    const times = mails.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(mails.some(({ kind }) => kind === 'renewal')).toBe(true)
  })
})
