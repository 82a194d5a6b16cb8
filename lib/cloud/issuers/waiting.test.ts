import { afterEach, expect, it } from 'vitest'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import { createIssuanceWorker } from '../vault/issue/worker.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { createAuthorities } from './authorities.ts'
import { putAccount, putDomain } from './book.ts'

/*
 * What happens while an authority takes its time.
 */

let vault: VaultUnderTest

/** A vault whose authority answers after so long. */
async function open(answerAfterMs: number): Promise<void> {
  vault = await openVaultUnderTest({ answerAfterMs: () => answerAfterMs })
  await vault.addVault({ name: 'kv' })
  await vault.ctx.store.write((db) => {
    const organization = {
      id: '1',
      name: 'Contoso',
      locality: 'Amsterdam',
      state: 'Noord-Holland',
      country: 'NL',
      registration: '1',
      businessCategory: 'Private Organization',
    }
    putAccount(db, { provider: 'DigiCert', accountId: 'a', organization }, 'p')
    putDomain(db, { provider: 'DigiCert', domain: 'contoso.example' })
  })
  await vault.send('PUT', '/certificates/issuers/digi', {
    body: {
      provider: 'DigiCert',
      credentials: { account_id: 'a', pwd: 'p' },
      org_details: { id: '1' },
    },
  })
}
afterEach(() => vault.close())

const policy = {
  issuer: { name: 'digi' },
  key_props: { kty: 'EC' },
  x509_props: { subject: 'CN=www.contoso.example' },
}
const start = () => vault.send('POST', '/certificates/c1/create', { body: { policy } })
const pending = () => vault.send('GET', '/certificates/c1/pending')
const hour = 3_600_000

it('says inProgress, in the words of the service, until the answer is there', async () => {
  await open(hour)
  const started = await start()
  await vault.app.settled()
  expect(started.body.status_details).toBe(
    'Pending certificate created. Certificate request is in progress. This may take some time ' +
      'based on the issuer provider. Please check again later.',
  )
  expect((await pending()).body).toEqual(started.body)
})

it('cancels meanwhile', async () => {
  await open(hour)
  await start()
  await vault.app.settled()
  const cancelled = await vault.send('PATCH', '/certificates/c1/pending', {
    body: { cancellation_requested: true },
  })
  expect(cancelled.body).toMatchObject({ status: 'inProgress', cancellation_requested: true })
  await vault.app.settled()
  expect((await pending()).body).toMatchObject({
    status: 'cancelled',
    cancellation_requested: true,
  })
})

it('takes no merge meanwhile', async () => {
  await open(hour)
  await start()
  const answer = await vault.send('POST', '/certificates/c1/pending/merge', {
    body: { x5c: ['AA=='] },
  })
  expect(answer.status).toBe(403)
  expect(answer.body.error).toEqual({
    code: 'Forbidden',
    message:
      'Merge is forbidden on pending object created with issuer : digi while it is in progess.',
  })
})

it('issues nothing for an operation that was deleted meanwhile', async () => {
  await open(hour)
  await start()
  await vault.app.settled()
  await vault.send('DELETE', '/certificates/c1/pending')
  const key = vault.ctx.store.read((db) => findVaultByHostName(db, 'kv'))?.key ?? 0
  vault.app.worker.wake({ vault: key, name: 'c1' })
  await vault.app.settled()
  expect((await vault.send('GET', '/certificates/c1')).status).toBe(404)
})

it('comes back by itself with the certificate', async () => {
  await open(30)
  await start()
  await expect.poll(async () => (await pending()).body.status).toBe('completed')
})

it('keeps the order over a restart, and its time', async () => {
  await open(hour)
  await start()
  await vault.app.settled()
  const { ctx } = vault
  const answers = (orders: number[]) =>
    createIssuanceWorker(ctx, (provider) => {
      const authority = createAuthorities(ctx)(provider)
      return authority && { ...authority, order: () => orders.push(1) }
    })
  const orders: number[] = []
  const restarted = answers(orders)
  restarted.resume()
  await restarted.settled()
  expect(orders).toEqual([])
  expect((await pending()).body.status).toBe('inProgress')
  await ctx.store.write((db) =>
    db.sql('UPDATE vault_certificate_operations SET answer_at = 1').run(),
  )
  const later = answers(orders)
  later.resume()
  await later.settled()
  expect(orders).toEqual([])
  expect((await pending()).body.status).toBe('completed')
})
