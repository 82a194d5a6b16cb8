import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { defaultDraft } from '#lib/domain/certificates/policy/draft.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { automationToken, fromLoopback } from '#lib/testing/automation-token.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { figure, hardening, patience } from '#lib/testing/harden.ts'
import { addVaultWithClients } from '#lib/testing/vault-clients.ts'
import { createCertificate } from './create.ts'

/**
 * More certificates than a vault takes in ten seconds: the console waits as it is told to while that is
 * short, else tells for how long, and who asks again then gets what was asked for. The promise is 50
 * storms. Each takes ten seconds of real time, so every day has one.
 */
const storms = figure(50, 1)
/** Secrets set and certificates created that a vault takes in ten seconds. */
const limit = 300
const taken = limit - 10
const asked = 30
let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  await test.cloud.control('PUT', 'throttling', { on: true })
})
afterAll(() => test.close())

/** Creates, and asks again once when the console says when. Returns how often the user asked. */
async function create(vault: string, name: string): Promise<number> {
  const key = { kty: 'EC', size: null, curve: 'P-256', keyUsage: ['digitalSignature'] } as const
  const policy = { ...defaultDraft, subject: `CN=${name}`, ...key }
  const order = { vault, name, policy, tags: {} }
  try {
    await createCertificate(test.services, ops, order)
    return 1
  } catch (error) {
    const failure = failureOf(error)
    expect(failure?.code, String(error)).toBe('throttled')
    const seconds = failure?.retryAfterSeconds ?? Number.NaN
    expect(seconds).toBeGreaterThanOrEqual(1)
    expect(seconds).toBeLessThanOrEqual(10)
    await delay(seconds * 1_000)
    await createCertificate(test.services, ops, order)
    return 2
  }
}

/** Sets so many secrets at once, past the port, so that even a busy machine does it within the window. */
async function spend(vault: string): Promise<void> {
  const { cloud } = test.cloud
  const authorization = `Bearer ${await automationToken(cloud)}`
  const set = (at: number) =>
    new Request(`https://${vault}.vault.azure.net/secrets/s${at}?api-version=7.4`, {
      method: 'PUT',
      headers: { authorization },
      body: JSON.stringify({ value: 'x' }),
    })
  const answers = await Promise.all(
    Array.from({ length: taken }, (_, at) => cloud.fetch(set(at), fromLoopback)),
  )
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
}

interface Try {
  readonly vault: string
  readonly name: string
  readonly status: number
  /** Epoch in ms. */
  readonly at: number
}

/** Everything that the vault wrote down of secrets set and certificates created. */
function tries(vault: string): Try[] {
  const rows = test.cloud.cloud.context.store.read((db) =>
    db
      .sql(
        `SELECT time_ms AS at, json_extract(record, '$.properties.httpStatusCode') AS status,
                json_extract(record, '$.properties.requestUri') AS uri
           FROM audit_records
          WHERE resource_id LIKE ?
            AND json_extract(record, '$.operationName') IN ('SecretSet', 'CertificateCreate')
            AND json_extract(record, '$.properties.httpStatusCode') <> 401
          ORDER BY time_ms`,
      )
      .all(`%/VAULTS/${vault.toUpperCase()}`),
  )
  return rows.map((row) => ({
    vault,
    name: new URL(String(row.uri)).pathname.split('/')[2] ?? '',
    status: Number(row.status),
    at: Number(row.at),
  }))
}

it(`the console comes through ${storms} storms in at most 5 tries`, {
  timeout: patience(60_000),
}, async () => {
  let refused = 0
  let full = 0
  for (let storm = 0; storm < storms; storm++) {
    const vault = `storm${storm}`
    await addVaultWithClients(test.cloud, { name: vault }, [ops.userId])
    await spend(vault)
    const names = Array.from({ length: asked }, (_, at) => `c${at}`)
    const asks = await Promise.all(names.map((name) => create(vault, name)))
    const seen = tries(vault)
    const accepted = seen.filter(({ status }) => status < 300)
    expect(accepted).toHaveLength(taken + asked)
    const first = accepted[0]?.at ?? 0
    // Within less than the window, so that none of the next is among them.
    const early = seen.filter(({ at }) => at < first + 9_000)
    const inWindow = early.filter(({ status }) => status < 300).length
    expect(inWindow).toBeLessThanOrEqual(limit + 1)
    // A busy machine may not get so far in a window.
    if (early.some(({ status }) => status === 429)) {
      full += 1
      expect(inWindow).toBeGreaterThanOrEqual(limit - 1)
    }
    for (const [at, name] of names.entries()) {
      const own = seen.filter((one) => one.name === name)
      expect(own.map(({ status }) => status).filter((status) => status !== 429)).toEqual([202])
      expect(own.length).toBeLessThanOrEqual(5)
      expect(own.length).toBeGreaterThanOrEqual(asks[at] ?? 0)
    }
    refused += seen.length - accepted.length
  }
  expect(refused).toBeGreaterThanOrEqual(storms)
  if (hardening) expect(full).toBeGreaterThan(storms / 2)
})
