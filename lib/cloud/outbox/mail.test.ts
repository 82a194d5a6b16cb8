import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type CloudStore, openStore } from '../store/store.ts'
import { listMails, type Mail, sendMail } from './mail.ts'

let folder: string
let store: CloudStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-outbox-'))
  store = openStore(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const mail: Mail = {
  vault: { name: 'contoso-prod' },
  to: ['pki@contoso.example', 'web@contoso.example'],
  kind: 'RenewalCompleted',
  subject: 'Certificate shop was renewed',
  text: 'All is well.',
  certificate: 'shop',
  time: new Date('2027-01-31T12:00:00.250Z'),
}

const all = () => listMails(store, { after: 0, limit: 100 })

it('keeps a mail as it was sent, over a restart', async () => {
  await store.write((db) => sendMail(db, mail))
  store.close()
  store = openStore(folder)
  expect(all()).toEqual([
    { ...mail, id: 1, vault: 'contoso-prod', time: '2027-01-31T12:00:00.250Z' },
  ])
})

it('sends nothing to nobody', async () => {
  await store.write((db) => sendMail(db, { ...mail, to: [] }))
  expect(all()).toEqual([])
})

it('sends nothing when the write that had the reason is undone', async () => {
  const write = store.write((db) => {
    sendMail(db, mail)
    throw new Error('no')
  })
  await expect(write).rejects.toThrow('no')
  expect(all()).toEqual([])
})

it('lists in the order of sending, from a mail on, up to a number', async () => {
  for (const subject of ['a', 'b', 'c', 'd']) {
    await store.write((db) => sendMail(db, { ...mail, subject }))
  }
  const page = listMails(store, { after: 1, limit: 2 })
  expect(page.map((one) => [one.id, one.subject])).toEqual([
    [2, 'b'],
    [3, 'c'],
  ])
})
