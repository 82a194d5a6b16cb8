import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policyStamp } from '#lib/domain/certificates/policy/changes.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { createVersion } from '../certificates/create-version.ts'
import { getCertificate } from '../certificates/get.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import { cancelOperation } from './cancel.ts'
import { deleteOperation } from './delete-operation.ts'
import { listPending } from './list.ts'

/** Pending operations on the embedded cloud, over the real SDKs. */
let test: TestConsole
let ops: Caller
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

const ref = (name: string) => ({ vault, name })
const gateway = () => test.services.azureOf(ops).certificates(vault)
const operation = (name: string) => getPendingOperation(test.services, ops, ref(name))
const listed = async (name: string) =>
  (await listPending(test.services, ops)).items.find((item) => item.name === name)

function order(name: string, issuerName: string): Promise<void> {
  return gateway().create(name, {
    policy: {
      issuerName,
      subject: `CN=${name}.contoso.example`,
      keyType: 'EC',
      keyCurveName: 'P-256',
      keyUsage: ['digitalSignature'],
      enhancedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
      validityInMonths: 6,
    },
    enabled: true,
    tags: { owner: 'web' },
  })
}

/** The same order again, by the policy that the vault has now. */
async function orderAgain(name: string): Promise<unknown> {
  const { policy } = await getCertificate(test.services, ops, ref(name))
  if (policy === null) throw new Error('There is no policy.')
  return createVersion(test.services, ops, { ...ref(name), seen: policyStamp(policy) })
}

async function ended(name: string): Promise<string | undefined> {
  await expect
    .poll(async () => (await operation(name))?.status, { timeout: 20_000 })
    .not.toBe('inProgress')
  return (await operation(name))?.status
}

describe('the list over all vaults', () => {
  it('has what the sample left open, with who waits for what', async () => {
    const { items, failures, covers } = await listPending(test.services, ops)
    expect(items.find(({ name }) => name === 'partner-edi')).toMatchObject({
      vault,
      unissued: true,
      since: expect.stringMatching(/^\d{4}-/),
      owner: 'partners@contoso.example',
      operation: { status: 'inProgress', issuer: 'Unknown' },
    })
    expect(items.find(({ name }) => name === 'vpn-gateway')?.operation).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('did not accept the account') },
    })
    expect(JSON.stringify(items)).not.toContain('"csr"')
    expect(covers.vaultsRead + failures.length).toBeGreaterThanOrEqual(covers.vaultsTotal)
    expect(covers.asked).toBeLessThan(covers.certificates)
  })

  it('names a vault that fails and shows the others', async () => {
    await test.cloud.control('POST', 'faults', {
      host: 'contoso-dev.vault.azure.net',
      path: '/certificates',
      status: 503,
      count: 20,
    })
    try {
      const { items, failures } = await listPending(test.services, ops)
      expect(failures.map((failure) => failure.vault)).toContain('contoso-dev')
      expect(items.map(({ name }) => name)).toContain('partner-edi')
    } finally {
      await test.cloud.control('DELETE', 'faults')
    }
  })

  it('finds the next version of an issued certificate when it was ordered here', async () => {
    await order('again', 'Self')
    expect(await ended('again')).toBe('completed')
    await order('again', 'Unknown')
    expect(await listed('again')).toBeUndefined()
    await deleteOperation(test.services, ops, { ...ref('again'), confirm: 'again' })
    await orderAgain('again')
    expect(await listed('again')).toMatchObject({
      unissued: false,
      orderedBy: 'ops@contoso.example',
      since: expect.stringMatching(/^\d{4}-/),
      operation: { status: 'inProgress', issuer: 'Unknown' },
    })
  })

  it('finds a renewal that failed outside, once the certificate ends soon', async () => {
    await order('unrenewed', 'Self')
    expect(await ended('unrenewed')).toBe('completed')
    await test.cloud.control('PUT', 'issuers/DigiCert', { down: true })
    await order('unrenewed', 'DigiCert')
    expect(await ended('unrenewed')).toBe('failed')
    await test.cloud.control('PUT', 'issuers/DigiCert', { down: false })
    expect(await listed('unrenewed')).toBeUndefined()
    const later = new Date(Date.now() + 170 * 86_400_000)
    const { items } = await listPending({ ...test.services, clock: { now: () => later } }, ops)
    expect(items.find((item) => item.name === 'unrenewed')).toMatchObject({
      unissued: false,
      since: null,
      operation: { status: 'failed', issuer: 'DigiCert' },
    })
  })

  it('reads what a request asks for', async () => {
    expect((await operation('partner-edi'))?.request).toMatchObject({
      subject: expect.stringContaining('CN=edi.contoso.example'),
      names: { dns: ['edi.contoso.example'] },
      key: 'RSA 2048',
      keySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })
})

describe('cancel, delete, order again', () => {
  it('cancels an order that is in progress, and says why when it is over', async () => {
    await order('stopped', 'Unknown')
    await cancelOperation(test.services, ops, ref('stopped'))
    await expect.poll(async () => (await operation('stopped'))?.status).toBe('cancelled')
    expect(await failureFor(cancelOperation(test.services, ops, ref('stopped')))).toMatchObject({
      code: 'conflict',
      title: 'The operation is over already',
    })
  })

  it('deletes an operation, and the name when nothing was ever issued', async () => {
    await order('half-made', 'Unknown')
    await deleteOperation(test.services, ops, { ...ref('half-made'), confirm: 'half-made' })
    expect(await operation('half-made')).toBeNull()
    expect((await failureFor(getCertificate(test.services, ops, ref('half-made')))).code).toBe(
      'not-found',
    )
  })

  it('orders again what failed because the CA was down', async () => {
    await test.cloud.control('PUT', 'issuers/DigiCert', { down: true })
    await order('shop-two', 'DigiCert')
    expect(await ended('shop-two')).toBe('failed')
    expect((await operation('shop-two'))?.error?.message).toContain('could not be reached')
    await test.cloud.control('PUT', 'issuers/DigiCert', { down: false })
    await orderAgain('shop-two')
    expect(await ended('shop-two')).toBe('completed')
    const made = await getCertificate(test.services, ops, ref('shop-two'))
    expect(made).toMatchObject({
      current: { tags: { owner: 'web' }, content: { commonName: 'shop-two.contoso.example' } },
      policy: { validityMonths: 6, kty: 'EC' },
    })
  })

  it('does not order again while an order is open', async () => {
    const failure = await failureFor(orderAgain('partner-edi'))
    expect(failure.code).toBe('pending-in-progress')
  })

  it('records each, and lets nobody without the role', async () => {
    const verbs = (await listActivity(test.services, ops, { vault, limit: 200 })).map(
      ({ verb, outcome }) => `${verb} ${outcome}`,
    )
    expect(verbs).toEqual(
      expect.arrayContaining([
        'pending.cancel done',
        'pending.cancel refused',
        'pending.delete-operation done',
        'certificates.create-version done',
        'certificates.create-version refused',
      ]),
    )
    const dev = await test.signIn('dev@contoso.example')
    const name = 'partner-edi'
    for (const work of [
      listPending(test.services, dev),
      cancelOperation(test.services, dev, ref(name)),
      deleteOperation(test.services, dev, { ...ref(name), confirm: name }),
    ]) {
      expect((await failureFor(work)).code).toBe('role-missing')
    }
    expect((await operation(name))?.cancellationRequested).toBe(false)
  })
})
