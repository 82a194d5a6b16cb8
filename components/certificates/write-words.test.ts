import { describe, expect, it } from 'vitest'
import type { Failure, FailureCode } from '#lib/domain/failure.ts'
import { asWriteFailure } from './write-words.ts'

const failure = (code: FailureCode): Failure => ({
  code,
  status: 500,
  title: 'It did not work',
  detail: 'Because.',
  nextStep: 'Wait a moment. The page tries again by itself.',
})

describe('asWriteFailure', () => {
  it.each([
    ['throttled', 'Nothing was changed'],
    ['timeout', 'not known whether'],
    ['unreachable', 'not known whether'],
    ['upstream', 'not known whether'],
    ['forbidden-policy', 'Wait a moment'],
  ] as const)('%s: %s', (code, words) => {
    const shown = asWriteFailure(failure(code))
    expect(shown.nextStep).toContain(words)
    expect(shown.title).toBe('It did not work')
  })
})
