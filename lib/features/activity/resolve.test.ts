import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CertificateGateway } from '#lib/azure/certificates.ts'
import type { Clock } from '#lib/base/clock.ts'
import { defaultDraft } from '#lib/domain/certificates/policy/draft.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { createCertificate } from '../certificates/create.ts'
import { deleteCertificate } from '../certificates/delete.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import { listVersions } from '../certificates/list-versions.ts'
import { purgeCertificate } from '../certificates/purge.ts'
import { recoverCertificate } from '../certificates/recover.ts'
import type { CreateCertificateInput } from '../certificates/schema.ts'
import { updateVersion } from '../certificates/update-version.ts'
import { getNetwork } from '../network/get.ts'
import { updateNetwork } from '../network/update.ts'
import type { Services } from '../services.ts'
import { settledAfterMs } from './internal.ts'
import { listActivity } from './list.ts'

/** Acts on the embedded cloud whose answers are lost: after the vault has acted, or before it could. */
let test: TestConsole
let ops: Caller
const vault = 'contoso-dev'
const name = 'answer-lost'
const confirmed = { vault, name, confirm: name }

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

const forget = () => test.services.store.deleteFrom('records').execute()

const order: CreateCertificateInput = {
  vault,
  name,
  policy: { ...defaultDraft, subject: 'CN=lost.contoso.example' },
  tags: {},
}

const silence = new FailureError({
  code: 'timeout',
  status: 504,
  title: 'No answer',
  detail: 'The vault did not answer in time.',
  nextStep: 'Try again.',
})

type Write = 'create' | 'update' | 'delete' | 'recover' | 'purge'

/** The console when the answer to one kind of call is lost; `arrives` tells whether the call reached the vault. */
function losing(write: Write, arrives: boolean): Services {
  return {
    ...test.services,
    // One that never arrived is asked for long after the act before it: Azure tells times in seconds.
    clock: arrives ? test.services.clock : ahead(60_000),
    azureOf: (caller) => {
      const azure = test.services.azureOf(caller)
      const certificates = (of: string): CertificateGateway => {
        const gateway = azure.certificates(of)
        const lost = async (...args: never[]): Promise<never> => {
          if (arrives) await (gateway[write] as (...given: never[]) => Promise<unknown>)(...args)
          throw silence
        }
        return { ...gateway, [write]: lost }
      }
      return { ...azure, certificates }
    },
  }
}

function ahead(ms: number): Clock {
  return { now: () => new Date(Date.now() + ms) }
}

/** The one record, as somebody reads it when the act can be under way no longer. */
async function foundLater() {
  const later = { ...test.services, clock: ahead(settledAfterMs + 61_000) }
  const [one] = await listActivity(later, ops, { vault, name, limit: 1 })
  return one
}

async function settled(): Promise<void> {
  await expect
    .poll(async () => (await getPendingOperation(test.services, ops, { vault, name }))?.status)
    .toBe('completed')
}

describe('an act whose answer was lost', () => {
  const acts: [Write, (services: Services) => Promise<unknown>, () => Promise<unknown>][] = [
    ['create', (services) => createCertificate(services, ops, order), settled],
    [
      'update',
      async (services) => {
        const [newest] = await listVersions(test.services, ops, { vault, name })
        const version = newest?.version ?? ''
        await updateVersion(services, ops, { vault, name, version, tags: { seen: 'yes' } })
      },
      async () => undefined,
    ],
    ['delete', (services) => deleteCertificate(services, ops, confirmed), async () => undefined],
    [
      'recover',
      (services) => recoverCertificate(services, ops, { vault, name }),
      async () => undefined,
    ],
    // Only what is deleted can be purged.
    ['delete', (services) => deleteCertificate(services, ops, confirmed), async () => undefined],
    ['purge', (services) => purgeCertificate(services, ops, confirmed), async () => undefined],
  ]

  it('is found by looking: each act that the vault did, and each that it never heard of', async () => {
    for (const [write, act, done] of acts) {
      await forget()
      await expect(act(losing(write, false))).rejects.toBe(silence)
      expect(await foundLater(), `${write} that never arrived`).toMatchObject({
        outcome: 'failed',
        detail: expect.stringContaining('Looked up since'),
      })
      await forget()
      await expect(act(losing(write, true))).rejects.toBe(silence)
      await done()
      expect(await foundLater(), `${write} without an answer`).toMatchObject({
        outcome: 'done',
        detail: expect.stringContaining('Looked up since'),
      })
    }
  })

  it('is not judged while it may be under way, nor when nobody can look', async () => {
    await forget()
    await expect(createCertificate(losing('create', false), ops, order)).rejects.toBe(silence)
    const [early] = await listActivity(test.services, ops, { vault, name, limit: 1 })
    expect(early).toMatchObject({ outcome: 'unknown', finishedAt: null })
    await test.cloud.control('POST', 'faults', {
      host: `${vault}.vault.azure.net`,
      path: '/certificates',
      status: 400,
      count: 2,
    })
    expect(await foundLater()).toMatchObject({ outcome: 'unknown', finishedAt: null })
    expect(await foundLater()).toMatchObject({ outcome: 'failed' })
  })

  it('is found by looking at the vault where it was done to the vault itself', async () => {
    const ours = { vault: 'contoso-dev' }
    const { config } = await getNetwork(test.services, ops, ours)
    const after = { ...config, ipRules: [...config.ipRules, '20.3.4.5/32'] }
    const losingUpdate = (arrives: boolean): Services => ({
      ...test.services,
      clock: arrives ? test.services.clock : ahead(60_000),
      azureOf: (caller) => {
        const azure = test.services.azureOf(caller)
        const update: typeof azure.vaultWrites.update = async (...args) => {
          if (arrives) await azure.vaultWrites.update(...args)
          throw silence
        }
        return { ...azure, vaultWrites: { ...azure.vaultWrites, update } }
      },
    })
    const later = { ...test.services, clock: ahead(settledAfterMs + 61_000) }
    for (const arrives of [false, true]) {
      await forget()
      const change = updateNetwork(losingUpdate(arrives), ops, { ...ours, before: config, after })
      await expect(change).rejects.toBe(silence)
      const [one] = await listActivity(later, ops, { ...ours, limit: 1 })
      expect(one).toMatchObject({
        verb: 'network.update',
        outcome: arrives ? 'done' : 'failed',
        detail: expect.stringContaining('Looked up since'),
      })
    }
    await updateNetwork(test.services, ops, { ...ours, before: after, after: config })
  })
})
