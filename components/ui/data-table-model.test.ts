import { describe, expect, it } from 'vitest'
import { sortRows } from './data-table-model.ts'

const rows = [2, null, 10, 2, 1].map((original, index) => ({ id: String(index), original }))
const order = (desc: boolean) => sortRows(rows, (value) => value, desc).map((row) => Number(row.id))

describe('sortRows', () => {
  it('puts what is absent last in both directions, and keeps equal ones as they came', () => {
    expect(order(false)).toEqual([4, 0, 3, 2, 1])
    expect(order(true)).toEqual([2, 0, 3, 4, 1])
  })

  it('orders text and numbers as they compare', () => {
    const texts = ['b', 'a10', 'a9', 'b', 'ä', ''].map((original, index) => ({
      id: String(index),
      original,
    }))
    const sorted = (desc: boolean) =>
      sortRows(texts, (value) => value, desc).map((row) => row.original)
    expect(sorted(false)).toEqual(['', 'a10', 'a9', 'b', 'b', 'ä'])
    expect(sorted(true)).toEqual(['ä', 'b', 'b', 'a9', 'a10', ''])
    const numbers = [-1, 10, 0, 9.5].map((original, index) => ({ id: String(index), original }))
    expect(sortRows(numbers, (value) => value, false).map((row) => row.original)).toEqual([
      -1, 0, 9.5, 10,
    ])
  })

  it('leaves the order alone without a value to sort by', () => {
    expect(sortRows(rows, undefined, true)).toBe(rows)
  })
})
