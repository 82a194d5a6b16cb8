import { describe, expect, it } from 'vitest'
import { type Failure, isFailure } from './failure.ts'

const failure: Failure = {
  code: 'not-found',
  status: 404,
  title: 'Certificate not found',
  detail: 'The vault holds no certificate of this name.',
  nextStep: 'Check the name.',
}

describe('isFailure', () => {
  it('accepts a failure that went through JSON', () => {
    expect(isFailure(JSON.parse(JSON.stringify(failure)))).toBe(true)
  })

  it.each([
    ['null', null],
    ['text', 'not-found'],
    ['an unknown code', { ...failure, code: 'teapot' }],
    ['a status that is text', { ...failure, status: '404' }],
    ['no next step', { ...failure, nextStep: undefined }],
    ['an Error', new Error('not-found')],
  ])('refuses %s', (_name, value) => {
    expect(isFailure(value)).toBe(false)
  })
})
