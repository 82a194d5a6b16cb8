import { expect, it } from 'vitest'
import type { Failure } from '#lib/domain/failure.ts'
import { type DeleteOutcomes, deleteEach } from './bulk-delete.ts'

const refused: Failure = {
  code: 'forbidden-policy',
  status: 403,
  title: 'Not allowed',
  detail: 'The access policy does not grant it.',
  nextStep: 'Ask for it.',
}

it('goes on after a failure and says what became of each', async () => {
  const asked: string[] = []
  const reports: DeleteOutcomes[] = []
  const failed = await deleteEach(
    ['a', 'b', 'c'],
    async (name) => {
      asked.push(name)
      return name === 'b' ? { ok: false, failure: refused } : { ok: true }
    },
    (outcomes) => reports.push(outcomes),
  )
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(failed).toEqual(['b'])
  expect(reports[0]).toEqual({
    a: { state: 'running' },
    b: { state: 'waiting' },
    c: { state: 'waiting' },
  })
  expect(reports.at(-1)).toEqual({
    a: { state: 'done' },
    b: { state: 'failed', failure: refused },
    c: { state: 'done' },
  })
})
