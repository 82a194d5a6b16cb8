import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VaultError } from '../errors.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'
import type { Budget } from './cost.ts'
import { createThrottle } from './throttle.ts'

const vaultOf = (key: number) => ({ key, subscriptionId: 's', location: 'westeurope' })

/** How many calls pass before the first refusal, which is returned too. */
function until(spend: () => void, most = 100_000): { passed: number; refusal: VaultError | null } {
  for (let passed = 0; passed < most; passed++) {
    try {
      spend()
    } catch (error) {
      if (error instanceof VaultError) return { passed, refusal: error }
      throw error
    }
  }
  return { passed: most, refusal: null }
}

describe('in ten seconds', () => {
  it.each<[string, Budget, number, number]>([
    ['keys made in software', 'keyCreation', 1, 20],
    ['keys made in an HSM', 'keyCreation', 2, 10],
    ['secrets set, certificates created and imported', 'objectWrite', 1, 300],
    ['reads', 'transaction', 1, 4_000],
    ['operations with RSA-2048', 'transaction', 1, 4_000],
    ['operations with RSA-3072', 'transaction', 4, 1_000],
    ['operations with RSA-4096', 'transaction', 8, 500],
    ['operations with RSA-4096 in an HSM', 'transaction', 16, 250],
  ])('%s (%s, weight %i): %i', (_what, budget, weight, limit) => {
    const throttle = createThrottle(() => 0)
    throttle.enabled = true
    const { passed, refusal } = until(() => throttle.spend(vaultOf(1), { budget, weight }))
    expect(passed).toBe(limit)
    expect(refusal).toMatchObject({
      status: 429,
      code: 'Throttled',
      message:
        'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
      headers: { 'Retry-After': '10' },
    })
  })

  it('a subscription has five times what a vault has', () => {
    const throttle = createThrottle(() => 0)
    throttle.enabled = true
    let turn = 0
    const { passed, refusal } = until(() => {
      turn += 1
      throttle.spend(vaultOf(turn % 6), { budget: 'objectWrite', weight: 1 })
    })
    expect(passed).toBe(1_500)
    expect(refusal?.message).toContain('SubscriptionRequestTypeLimitReached')
  })
})

it('counts anew after the time that it told to wait, and never what it refused', () => {
  let now = 0
  const throttle = createThrottle(() => now)
  throttle.enabled = true
  const spend = () => throttle.spend(vaultOf(1), { budget: 'keyCreation', weight: 1 })
  expect(until(spend).passed).toBe(20)
  now = 7_200
  const { refusal } = until(spend)
  expect(refusal?.headers).toEqual({ 'Retry-After': '3' })
  now = 10_000
  expect(until(spend).passed).toBe(20)
})

describe('a vault', () => {
  let vault: VaultUnderTest
  beforeEach(async () => {
    vault = await openVaultUnderTest()
    await vault.addVault({ name: 'kv' })
  })
  afterEach(() => vault.close())

  const make = (name: string) =>
    vault.send('POST', `/keys/${name}/create`, { body: { kty: 'EC', crv: 'P-256' } })

  it('makes 20 keys and refuses the 21st, once its limits are on', async () => {
    vault.app.throttle.enabled = true
    for (let count = 0; count < 20; count++) expect((await make(`k${count}`)).status).toBe(200)
    const refused = await make('k20')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toMatch(/^([1-9]|10)$/)
    expect((await vault.send('GET', '/keys/k20')).status).toBe(404)
    vault.app.throttle.enabled = false
    expect((await make('k20')).status).toBe(200)
  })
})
