import { describe, expect, it } from 'vitest'
import type { MergePreview } from '#lib/features/pending/schema.ts'
import { answerProblem, fileWords, mergeBlocked, verdict } from './merge-words.ts'

describe('answerProblem', () => {
  it.each([
    ['an ordinary answer', [{ size: 4_000 }, { size: 2_000 }], null],
    ['10 MB', [{ size: 10_000_000 }], /^Larger than 512 kB/],
    ['files that are too large together', [{ size: 400_000 }, { size: 400_000 }], /together/],
    ['too many files', Array.from({ length: 21 }, () => ({ size: 1 })), /^At most 20 files/],
  ])('judges %s', (_what, files, problem) => {
    if (problem === null) expect(answerProblem(files)).toBeNull()
    else expect(answerProblem(files)).toMatch(problem)
  })
})

describe('mergeBlocked', () => {
  it.each([
    ['nothing pending', null, /^No request of edi is pending/],
    ['completed', { status: 'completed', issuer: 'Unknown' }, /^No request of edi is pending/],
    ['at a CA', { status: 'inProgress', issuer: 'DigiCert' }, /^DigiCert answers/],
    ['cancelled', { status: 'cancelled', issuer: 'Unknown' }, /no longer open/],
  ] as const)('explains %s', (_what, operation, title) => {
    expect(mergeBlocked('edi', operation)?.title).toMatch(title)
  })

  it('lets an open request through', () => {
    expect(mergeBlocked('edi', { status: 'inProgress', issuer: 'Unknown' })).toBeNull()
  })
})

describe('verdict', () => {
  const finding = { code: 'x', title: '', detail: '' }
  const preview = (change: Partial<MergePreview>): MergePreview => ({
    request: null,
    chain: [],
    aside: [],
    keyMatches: true,
    complete: true,
    findings: [],
    ready: true,
    files: [],
    doubles: 0,
    ...change,
  })

  it.each([
    ['bad', 'Cannot be merged', { ready: false }],
    ['ok', 'Ready to merge', { findings: [{ ...finding, weight: 'note' }] }],
    ['warn', 'with a warning', { findings: [{ ...finding, weight: 'warning' }] }],
  ] as const)('is %s: %s', (tone, words, change) => {
    const told = verdict(preview(change))
    expect(told.tone).toBe(tone)
    expect(told.text).toContain(words)
  })
})

describe('fileWords', () => {
  it.each([
    [{ certificates: 1, problem: null }, '1 certificate'],
    [{ certificates: 0, problem: 'It is empty.' }, 'It is empty.'],
    [{ certificates: 2, problem: 'It holds a key.' }, '2 certificates. It holds a key.'],
  ])('says %o', (file, words) => {
    expect(fileWords({ name: 'a', ...file })).toBe(words)
  })
})
