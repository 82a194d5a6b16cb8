import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { policyStamp } from '#lib/domain/certificates/policy/changes.ts'
import {
  defaultDraft,
  draftOf,
  type PolicyDraft,
  type StoredPolicy,
} from '#lib/domain/certificates/policy/draft.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { createCertificate } from './create.ts'
import { createVersion } from './create-version.ts'
import { getCertificate } from './get.ts'
import { getPendingOperation } from './get-pending.ts'
import { getVersion } from './get-version.ts'
import { listVersions } from './list-versions.ts'
import { updatePolicy } from './update-policy.ts'
import { updateVersion } from './update-version.ts'

/** Policies and versions that two people change at once, against the embedded cloud. */
let test: TestConsole
let ops: Caller
let other: Caller
const vault = 'contoso-dev'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  other = await test.signIn('ops2@contoso.example')
})
afterAll(() => test.close())

const policy: PolicyDraft = {
  ...defaultDraft,
  kty: 'EC',
  size: null,
  curve: 'P-256',
  keyUsage: ['digitalSignature'],
  subject: 'CN=policy.contoso.example',
  names: { ...defaultDraft.names, dns: ['policy.contoso.example', 'second.contoso.example'] },
}

async function make(name: string, change: Partial<PolicyDraft> = {}) {
  await createCertificate(test.services, ops, {
    vault,
    name,
    policy: { ...policy, ...change },
    tags: { owner: 'web' },
  })
  await completed(name)
  return read(name)
}

async function completed(name: string): Promise<void> {
  await expect
    .poll(async () => (await getPendingOperation(test.services, ops, { vault, name }))?.status, {
      timeout: 20_000,
    })
    .toBe('completed')
}

async function read(name: string) {
  const certificate = await getCertificate(test.services, ops, { vault, name })
  const { policy: stored, current } = certificate
  if (stored === null || current === null) throw new Error('Not made.')
  return { stored, current, draft: draftOf(stored), seen: policyStamp(stored) }
}

const save = (who: Caller, name: string, seen: string, draft: PolicyDraft) =>
  updatePolicy(test.services, who, { vault, name, seen, policy: draft })

describe('a policy', () => {
  it('tells when it was changed, which the client leaves out', async () => {
    const { stored } = await make('policy-times')
    expect(stored.updatedOn).toMatch(/^20/)
    expect(stored.createdOn).toMatch(/^20/)
  })

  it.each<[string, Partial<PolicyDraft>]>([
    ['validity', { validityMonths: 6 }],
    [
      'days before the end',
      {
        lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: 20, lifetimePercentage: null },
      },
    ],
    ['no action', { lifetimeAction: null }],
    ['issuer', { issuer: 'Unknown' }],
    ['key', { kty: 'RSA', size: 3072, curve: null }],
    ['switches', { exportable: false, reuseKey: true, contentType: 'application/x-pem-file' }],
    [
      'usage',
      { keyUsage: ['digitalSignature', 'keyAgreement'], extendedKeyUsage: ['1.3.6.1.5.5.7.3.2'] },
    ],
    [
      'names of every kind',
      {
        names: {
          dns: ['a.example'],
          emails: ['a@a.example'],
          upns: ['a@a.example'],
          ips: ['10.0.0.1'],
          uris: ['spiffe://a.example/b'],
        },
      },
    ],
    ['no names', { names: defaultDraft.names }],
    ['subject', { subject: 'CN=other.example,O="Contoso, Ltd"' }],
    ['off', { enabled: false }],
  ])('is changed as the form says: %s', async (what, change) => {
    const name = `policy-${what.replaceAll(' ', '-')}`
    const { draft, seen } = await make(name)
    const after = await save(ops, name, seen, { ...draft, ...change })
    expect(draftOf(after.policy as StoredPolicy)).toEqual({ ...draft, ...change })
    // And back: what was cleared can be set, and what was set can be cleared.
    const again = policyStamp(after.policy as StoredPolicy)
    const back = await save(ops, name, again, draft)
    expect(draftOf(back.policy as StoredPolicy)).toEqual(draft)
  })

  it('is not written over: the second is refused, sees the new state and applies theirs', async () => {
    const name = 'policy-two-people'
    const { draft, seen } = await make(name)
    await save(other, name, seen, { ...draft, validityMonths: 12 })
    const failure = await failureFor(save(ops, name, seen, { ...draft, reuseKey: true }))
    expect(failure).toMatchObject({ code: 'changed-meanwhile', status: 409, vault })
    expect(failure.detail).toMatch(/The policy was changed on 20\d\d-.* UTC/)
    const now = await read(name)
    expect(now.draft).toEqual({ ...draft, validityMonths: 12 })
    const merged = { ...now.draft, reuseKey: true }
    const after = await save(ops, name, now.seen, merged)
    expect(draftOf(after.policy as StoredPolicy)).toEqual(merged)
    const [latest, refused] = await listActivity(test.services, ops, { vault, name, limit: 5 })
    expect(latest).toMatchObject({ verb: 'certificates.update-policy', outcome: 'done' })
    expect(refused).toMatchObject({ verb: 'certificates.update-policy', outcome: 'refused' })
  })

  it('leaves the versions that exist as they are', async () => {
    const { draft, seen, current } = await make('policy-only-next')
    await save(ops, 'policy-only-next', seen, { ...draft, subject: 'CN=next.example' })
    const now = await read('policy-only-next')
    expect(now.current.version).toBe(current.version)
    expect(now.current.content?.subject).toBe('CN=policy.contoso.example')
  })

  it('is refused by name of the field when the service would refuse it', async () => {
    const { draft, seen } = await make('policy-refused')
    const failure = await failureFor(
      save(ops, 'policy-refused', seen, { ...draft, issuer: 'NoSuchIssuer' }),
    )
    expect(failure.code).toBe('not-found')
  })
})

describe('the next version by the policy of the vault', () => {
  it('is made by what was saved last, with the tags of the current one', async () => {
    const name = 'policy-issue'
    const { draft, seen, current } = await make(name)
    const after = await save(ops, name, seen, { ...draft, subject: 'CN=next.example' })
    const stamp = policyStamp(after.policy as StoredPolicy)
    await createVersion(test.services, ops, { vault, name, seen: stamp })
    await completed(name)
    const now = await read(name)
    expect(now.current.version).not.toBe(current.version)
    expect(now.current.content?.subject).toBe('CN=next.example')
    expect(now.current.tags).toEqual({ owner: 'web' })
    // The policy itself was not sent, so it was not changed.
    expect(now.seen).toBe(stamp)
    expect(now.stored.updatedOn).toBe(after.policy?.updatedOn)
    expect(await listVersions(test.services, ops, { vault, name })).toHaveLength(2)
  })

  it('tells by the key whether it was kept', async () => {
    const name = 'policy-reuse'
    const { seen, current } = await make(name, { reuseKey: true })
    await createVersion(test.services, ops, { vault, name, seen })
    await completed(name)
    const now = await read(name)
    expect(now.current.content?.keySha256).toBe(current.content?.keySha256)
    expect(now.current.content?.sha256).not.toBe(current.content?.sha256)
  })

  it('is not made by a policy that nobody has looked at', async () => {
    const name = 'policy-issue-changed'
    const { draft, seen } = await make(name)
    await save(other, name, seen, { ...draft, validityMonths: 12 })
    const failure = await failureFor(createVersion(test.services, ops, { vault, name, seen }))
    expect(failure.code).toBe('changed-meanwhile')
    expect(await listVersions(test.services, ops, { vault, name })).toHaveLength(1)
  })
})

describe('a version', () => {
  it('is not written over either', async () => {
    const name = 'policy-version'
    const { current } = await make(name)
    const { version, enabled, tags } = current
    const change = (who: Caller, seen: typeof current, wanted: object) =>
      updateVersion(test.services, who, {
        vault,
        name,
        version,
        seen: { enabled: seen.enabled, tags: { ...seen.tags } },
        ...wanted,
      })
    await change(other, current, { tags: { owner: 'web', env: 'dev' } })
    const failure = await failureFor(change(ops, current, { enabled: false }))
    expect(failure).toMatchObject({ code: 'changed-meanwhile', status: 409 })
    const now = await getVersion(test.services, ops, { vault, name, version })
    expect(now).toMatchObject({ enabled, tags: { owner: 'web', env: 'dev' } })
    expect(tags).toEqual({ owner: 'web' })
    expect(await change(ops, now, { enabled: false })).toMatchObject({
      enabled: false,
      tags: { owner: 'web', env: 'dev' },
    })
  })
})
