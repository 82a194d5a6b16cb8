import { createPublicKey } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findVaultByHostName } from '../../arm/vaults/table.ts'
import type { StoredPolicy } from '../policy/model.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { putCertificate } from '../rows/certificates.ts'
import { type OperationRow, putOperation } from '../rows/operations.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'
import { generateKey, type KeyPair } from './key-pair.ts'
import { createIssuanceWorker } from './worker.ts'

let vault: VaultUnderTest
let policy: StoredPolicy
let pair: KeyPair

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  policy = readPolicy(
    {
      issuer: { name: 'Self' },
      key_props: { kty: 'EC' },
      x509_props: { subject: 'CN=a' },
    },
    null,
  )
  pair = await generateKey(policy.key_props)
})
afterEach(() => vault.close())

/** What a process leaves that acknowledged a creation and died at once. */
async function leaveRunning(change: Partial<StoredPolicy> = {}): Promise<OperationRow> {
  const { store } = vault.ctx
  const key = store.read((db) => findVaultByHostName(db, 'kv'))?.key ?? 0
  const operation: OperationRow = {
    vault: key,
    name: 'c1',
    requestId: '1'.repeat(32),
    version: '2'.repeat(32),
    status: 'inProgress',
    issuer: { name: 'Self' },
    csr: null,
    cancellationRequested: false,
    error: null,
    created: 0,
    enabled: true,
    tags: null,
    preserveOrder: false,
    renewal: false,
  }
  await store.write((db) => {
    putCertificate(db, { vault: key, display: 'c1', policy: { ...policy, ...change }, now: 0 })
    putOperation(db, operation, pair.pkcs8)
  })
  return operation
}

async function publicKeyOf(name: string): Promise<Buffer> {
  const { body } = await vault.send('GET', `/keys/${name}`)
  const key = createPublicKey({ key: body.key, format: 'jwk' })
  return key.export({ type: 'spki', format: 'der' })
}

it('finishes after a restart what was acknowledged, with the key of the request', async () => {
  await leaveRunning()
  const worker = createIssuanceWorker(vault.ctx)
  worker.resume()
  await worker.settled()
  const { body } = await vault.send('GET', '/certificates/c1')
  expect(body.id).toContain('2'.repeat(32))
  expect(await publicKeyOf('c1')).toEqual(pair.spki)
})

it('does not use the key of an operation that has been replaced', async () => {
  const operation = await leaveRunning()
  const worker = createIssuanceWorker(vault.ctx)
  const other = await generateKey(policy.key_props)
  worker.wake(operation, { requestId: 'f'.repeat(32), pair: other })
  await worker.settled()
  expect(await publicKeyOf('c1')).toEqual(pair.spki)
})

it('fails an operation that cannot be issued, instead of trying for ever', async () => {
  await leaveRunning({ x509_props: { ...policy.x509_props, subject: 'no name' } })
  const worker = createIssuanceWorker(vault.ctx)
  worker.resume()
  await worker.settled()
  const { body } = await vault.send('GET', '/certificates/c1/pending')
  expect(body).toMatchObject({
    status: 'failed',
    error: {
      code: 'Certificate issuer error',
      message: 'The issuer encountered an error processing the certificate request.',
    },
  })
  expect((await vault.send('GET', '/keys/c1')).status).toBe(404)
})

it('leaves the operation to the next start when the disk does not take it', async () => {
  const operation = await leaveRunning()
  const write = () => Promise.reject(new Error('disk full'))
  const worker = createIssuanceWorker({ ...vault.ctx, store: { ...vault.ctx.store, write } })
  worker.wake(operation)
  await worker.settled()
  expect((await vault.send('GET', '/keys/c1')).status).toBe(404)
  const { body } = await vault.send('GET', '/certificates/c1/pending')
  expect(body.status).toBe('inProgress')
})
