import { expect, it } from 'vitest'
import { partialTitle } from './partial-words.ts'

it.each([
  [[{ vault: 'a' }], '1 vault could not be read, so its certificates are missing here'],
  [
    [{ vault: 'a' }, { vault: 'b' }, { vault: 'a' }],
    '2 vaults could not be read, so their certificates are missing here',
  ],
  [[{}], 'Some certificates could not be read and are missing here'],
])('%j', (failures, title) => expect(partialTitle(failures, 'certificates')).toBe(title))
