import { expect, it } from 'vitest'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { openRead, settleRead } from './failed-read.ts'

const failure: Failure = {
  code: 'timeout',
  status: 504,
  title: 'The vault did not answer in time',
  detail: 'No answer in 10 s.',
  nextStep: 'The page tries again.',
}

it('carries a failure over as plain data and throws it on the other side', async () => {
  const sent = await settleRead(() => Promise.reject(new FailureError(failure)))
  const arrived: unknown = JSON.parse(JSON.stringify(sent))
  expect(() => openRead(arrived)).toThrow(FailureError)
  try {
    openRead(arrived)
  } catch (error) {
    expect(error instanceof FailureError && error.failure).toEqual(failure)
  }
})

it('leaves data alone, and does not hide a defect', async () => {
  const data = { items: [1] }
  expect(openRead(await settleRead(() => Promise.resolve(data)))).toBe(data)
  expect(openRead(null)).toBeNull()
  await expect(settleRead(() => Promise.reject(new Error('defect')))).rejects.toThrow('defect')
})
