import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaultDraft, draftOf, type PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import {
  clientAuth,
  codeSigning,
  serverAuth,
} from '#lib/domain/certificates/policy/extended-key-usages.ts'
import { defaultLifetimeAction } from '#lib/domain/certificates/policy/lifetime.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { createCertificate } from './create.ts'
import { deleteCertificate } from './delete.ts'
import { getCertificate } from './get.ts'
import { getNameUse } from './get-name-use.ts'
import { getPendingOperation } from './get-pending.ts'
import { createCertificateInput } from './schema.ts'

/** Each way to a certificate, over the real SDK, through to what the vault keeps of the policy. */
let test: TestConsole
let ops: Caller
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

function draft(name: string, change: Partial<PolicyDraft>): PolicyDraft {
  const dns = [`${name}.contoso.example`]
  const issuer = change.issuer ?? 'Self'
  return {
    ...defaultDraft,
    subject: `CN=${name}.contoso.example`,
    names: { ...defaultDraft.names, dns },
    lifetimeAction: defaultLifetimeAction(issuer),
    ...change,
  }
}

async function order(name: string, policy: PolicyDraft, where = vault) {
  const input = createCertificateInput.parse({ vault: where, name, policy, tags: {} })
  await createCertificate(test.services, ops, input)
}

const operation = (name: string, where = vault) =>
  getPendingOperation(test.services, ops, { vault: where, name })

async function ended(name: string, where = vault) {
  await expect
    .poll(async () => (await operation(name, where))?.status, { timeout: 20_000 })
    .not.toBe('inProgress')
  return operation(name, where)
}

async function kept(name: string, where = vault) {
  const { policy, current } = await getCertificate(test.services, ops, { vault: where, name })
  return { policy: policy && draftOf(policy), content: current?.content ?? null }
}

describe('self-signed', () => {
  it.each<[string, Partial<PolicyDraft>]>([
    [
      'every-name',
      {
        names: {
          dns: ['a.contoso.example', '*.b.contoso.example'],
          emails: ['ops@contoso.example'],
          upns: ['ops@contoso.example'],
          ips: ['192.0.2.10', '2001:db8::1'],
          uris: ['spiffe://contoso.example/billing'],
        },
      },
    ],
    [
      'code',
      {
        ...{ size: 3072, exportable: false, validityMonths: 12 },
        keyUsage: ['digitalSignature'],
        extendedKeyUsage: [codeSigning, '1.3.6.1.4.1.99999.1'],
        lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: 30, lifetimePercentage: null },
      },
    ],
    ['no-action', { lifetimeAction: null, reuseKey: true, contentType: 'application/x-pem-file' }],
    ['names-alone', { subject: '' }],
    ['blockchain', { kty: 'EC', size: null, curve: 'P-256K', keyUsage: ['digitalSignature'] }],
  ])('keeps everything of the policy of %s', async (name, change) => {
    const policy = draft(name, change)
    await order(name, policy)
    expect((await ended(name))?.status).toBe('completed')
    const { policy: stored, content } = await kept(name)
    expect(stored).toEqual(policy)
    expect(content?.names).toEqual(policy.names)
    expect(content?.extendedKeyUsage).toEqual(policy.extendedKeyUsage)
    expect(content?.selfIssued).toBe(true)
  })

  it('makes keys in the HSM of a Premium vault, and is refused on Standard in words', async () => {
    const hsm = { kty: 'RSA-HSM', exportable: false } as const
    await order('in-hsm', draft('in-hsm', hsm), 'contoso-shared')
    expect((await ended('in-hsm', 'contoso-shared'))?.status).toBe('completed')
    expect((await kept('in-hsm', 'contoso-shared')).policy).toMatchObject(hsm)
    const refused: unknown = await order('in-hsm', draft('in-hsm', hsm)).catch((e: unknown) => e)
    expect(failureOf(refused)?.title).toMatch(/\w/)
  })
})

describe('a connected CA', () => {
  const ca = { issuer: 'DigiCert', extendedKeyUsage: [serverAuth], validityMonths: 6 }

  it.each([
    ['OV-SSL', 'OV'],
    ['EV-SSL', 'EV'],
    ['', 'OV'],
  ])('signs %s, and the certificate says %s', async (certificateType, validation) => {
    const name = `ordered-${certificateType || 'plain'}`.toLowerCase()
    const policy = draft(name, { ...ca, certificateType, certificateTransparency: true })
    await order(name, policy)
    expect((await operation(name))?.issuer).toBe('DigiCert')
    expect(await ended(name)).toMatchObject({ status: 'completed', error: null })
    const { policy: stored, content } = await kept(name)
    expect(stored).toEqual(policy)
    expect(content).toMatchObject({ selfIssued: false, validation })
  })

  it.each<[string, Partial<PolicyDraft>, RegExp]>([
    [
      'a domain nobody vetted',
      { names: { ...defaultDraft.names, dns: ['www.fabrikam.example'] } },
      /fabrikam/,
    ],
    [
      'a wildcard with EV',
      { certificateType: 'EV-SSL', names: { ...defaultDraft.names, dns: ['*.contoso.example'] } },
      /wildcard/,
    ],
    ['no TLS server', { extendedKeyUsage: [clientAuth] }, /1\.3\.6\.1\.5\.5\.7\.3\.1/],
    ['a password that is no longer good', { issuer: 'GlobalSign' }, /GlobalSign/],
  ])('refuses %s in its own words', async (what, change, words) => {
    const name = what.replaceAll(/[^a-z]+/gi, '-').toLowerCase()
    await order(name, draft(name, { ...ca, ...change }))
    const over = await ended(name)
    expect(over?.status).toBe('failed')
    expect(over?.error?.message).toMatch(words)
  })

  it('has to be in the vault', async () => {
    const refused: unknown = await order(
      'nowhere',
      draft('nowhere', { ...ca, issuer: 'Nobody' }),
    ).catch((error: unknown) => error)
    expect(failureOf(refused)).toMatchObject({
      code: expect.any(String),
      title: expect.stringMatching(/issuer/i),
    })
  })
})

describe('any CA', () => {
  it('waits with a request that says what was asked for', async () => {
    const policy = draft('by-request', {
      issuer: 'Unknown',
      names: { ...defaultDraft.names, ips: ['192.0.2.7'] },
    })
    await order('by-request', policy)
    const waiting = await operation('by-request')
    expect(waiting).toMatchObject({ status: 'inProgress', issuer: 'Unknown' })
    expect(waiting?.request).toMatchObject({
      subject: 'CN=by-request.contoso.example',
      names: { ips: ['192.0.2.7'] },
    })
    expect((await kept('by-request')).policy).toEqual(policy)
  })
})

describe('the use of a name', () => {
  const use = (name: string) => getNameUse(test.services, ops, { vault, name })

  it('is told before anything is sent', async () => {
    expect(await use('never-used')).toEqual({ state: 'free' })
    expect(await use('BY-REQUEST')).toEqual({
      ...{ state: 'pending', name: 'by-request', issuer: 'Unknown' },
    })
    expect(await use('code')).toMatchObject({ state: 'taken', issuer: 'Self', unissued: false })
    await deleteCertificate(test.services, ops, { vault, name: 'code', confirm: 'code' })
    await expect.poll(async () => (await use('code')).state).toBe('deleted')
    expect(await use('code')).toMatchObject({
      purgeable: true,
      scheduledPurgeOn: expect.stringMatching(/^\d{4}-/),
    })
  })
})
