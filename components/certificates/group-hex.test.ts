import { expect, it } from 'vitest'
import { colonHex, groupHex } from './group-hex.ts'

it('groups hexadecimal text for reading', () => {
  expect(groupHex('3f9a1c770b52')).toBe('3F9A 1C77 0B52')
  expect(groupHex('3f9a1c')).toBe('3F9A 1C')
  expect(groupHex('')).toBe('')
  expect(colonHex('0a4e19')).toBe('0a:4e:19')
})
