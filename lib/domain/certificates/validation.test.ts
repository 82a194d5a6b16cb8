import { expect, it } from 'vitest'
import { validationLevel } from './validation.ts'

it.each([
  [[], null],
  [['1.2.3.4'], null],
  [['2.23.140.1.2.1'], 'DV'],
  [['1.2.3.4', '2.23.140.1.2.2'], 'OV'],
  [['2.23.140.1.2.3'], 'IV'],
  [['2.23.140.1.2.2', '2.23.140.1.1'], 'EV'],
] as const)('%o is %s', (policies, level) => {
  expect(validationLevel(policies)).toBe(level)
})
