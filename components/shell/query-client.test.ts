import { describe, expect, it } from 'vitest'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { recoveryDelay, recoveryInterval } from './query-client.ts'

const failure = (change: Partial<Failure>): Failure => ({
  code: 'throttled',
  status: 429,
  title: 'Too many requests',
  detail: 'The vault asks to wait.',
  nextStep: 'Wait.',
  ...change,
})

const settled = { data: undefined, error: null, errorUpdateCount: 0, dataUpdateCount: 1 }

describe('recoveryDelay', () => {
  it('doubles from 5 s to a minute, but never asks before it may', () => {
    expect([1, 2, 3, 4, 5, 9].map((times) => recoveryDelay(times))).toEqual([
      5_000, 10_000, 20_000, 40_000, 60_000, 60_000,
    ])
    expect(recoveryDelay(1, 90)).toBe(90_000)
  })
})

describe('recoveryInterval', () => {
  it('waits for what may pass', () => {
    const error = new FailureError(failure({ retryAfterSeconds: 12 }))
    expect(recoveryInterval({ ...settled, error, errorUpdateCount: 1 })).toBe(12_000)
  })

  it('does not ask again for a right that is missing', () => {
    const error = new FailureError(failure({ code: 'forbidden-policy', status: 403 }))
    expect(recoveryInterval({ ...settled, error, errorUpdateCount: 1 })).toBe(false)
  })

  it('reads a partial result again, and rests when nothing that may pass is missing', () => {
    const partial = (code: Failure['code']) => ({
      ...settled,
      data: { items: [], failures: [failure({ code })] },
    })
    expect(recoveryInterval(partial('timeout'))).toBe(5_000)
    expect(recoveryInterval(partial('forbidden-rbac'))).toBe(false)
    expect(recoveryInterval({ ...settled, data: { items: [], failures: [] } })).toBe(false)
  })
})
