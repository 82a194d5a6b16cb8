import { describe, expect, it } from 'vitest'
import { readSort, writeSort } from './table-sort.ts'

describe('the sort of a table in the address', () => {
  it.each([
    ['name', { id: 'name', desc: false }],
    ['-expires', { id: 'expires', desc: true }],
  ])('%s', (text, sort) => {
    expect(readSort(text)).toEqual(sort)
    expect(writeSort(sort)).toBe(text)
  })

  it.each(['', '-', '--name', '<b>', 'a b'])('ignores %j', (text) => {
    expect(readSort(text)).toBeNull()
  })
})
