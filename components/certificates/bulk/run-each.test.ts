import { expect, it } from 'vitest'
import type { Failure } from '#lib/domain/failure.ts'
import { type Outcomes, runEach } from './run-each.ts'

const refused: Failure = {
  code: 'forbidden-policy',
  status: 403,
  title: 'Not allowed',
  detail: 'The access policy does not grant it.',
  nextStep: 'Ask for it.',
}

it('goes on after a failure and says what became of each', async () => {
  const asked: string[] = []
  const reports: Outcomes[] = []
  const outcomes = await runEach(
    ['a', 'b', 'c'],
    async (name) => {
      asked.push(name)
      return name === 'b' ? { ok: false, failure: refused } : { ok: true }
    },
    (now) => reports.push(now),
  )
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(reports[0]).toEqual({
    a: { state: 'running' },
    b: { state: 'waiting' },
    c: { state: 'waiting' },
  })
  expect(reports.at(-1)).toBe(outcomes)
  expect(outcomes).toEqual({
    a: { state: 'done' },
    b: { state: 'failed', failure: refused },
    c: { state: 'done' },
  })
})

it('stopped, it finishes the one it is at and leaves the rest untouched', async () => {
  const asked: string[] = []
  const outcomes = await runEach(
    ['a', 'b', 'c'],
    async (name) => {
      asked.push(name)
      return { ok: true }
    },
    () => {},
    () => asked.length === 1,
  )
  expect(asked).toEqual(['a'])
  expect(outcomes).toEqual({
    a: { state: 'done' },
    b: { state: 'waiting' },
    c: { state: 'waiting' },
  })
})
