import { expect, it } from 'vitest'
import { environmentOf } from './environment.ts'

it.each([
  [{}, null],
  [{ team: 'prod' }, null],
  [{ env: 'prod' }, 'production'],
  [{ Environment: ' Production ' }, 'production'],
  [{ stage: 'live' }, 'production'],
  [{ env: 'dev' }, 'other'],
  [{ env: 'preprod' }, 'other'],
] as const)('reads %o as %s', (tags, environment) => {
  expect(environmentOf(tags)).toBe(environment)
})
