import { expect, it } from 'vitest'
import { viewsOf } from './views.ts'

it('offers a view for each role held, in one order', () => {
  expect(viewsOf(['Auditor', 'SecurityOperations'])).toEqual(['ops', 'audit'])
})

it('offers nothing to someone without a role, or with a role it does not know', () => {
  expect(viewsOf([])).toEqual([])
  expect(viewsOf(['GlobalAdministrator', 'developer'])).toEqual([])
})
