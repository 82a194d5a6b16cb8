import { expect, it } from 'vitest'
import { locations } from '../../arm/locations.ts'
import { geographyOf } from './geography.ts'

it('knows the geography of every region', () => {
  const unknown = locations.filter(({ name }) => geographyOf(name) === name)
  expect(unknown).toEqual([])
})

it.each([
  ['westeurope', 'northeurope', true],
  ['West Europe', 'NorthEurope', true],
  ['eastus', 'westus3', true],
  ['westeurope', 'uksouth', false],
  ['eastasia', 'japaneast', false],
  ['atlantis', 'eldorado', false],
])('%s and %s share one: %s', (one, other, shared) => {
  expect(geographyOf(one) === geographyOf(other)).toBe(shared)
})
