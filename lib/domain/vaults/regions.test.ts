import { expect, it } from 'vitest'
import { regionName } from './regions.ts'

it('names a region, and leaves one it does not know', () => {
  expect(regionName('westeurope')).toBe('West Europe')
  expect(regionName('West Europe')).toBe('West Europe')
  expect(regionName('moonbase1')).toBe('moonbase1')
})
