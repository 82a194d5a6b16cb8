import { describe, expect, it } from 'vitest'
import { sortRows } from './data-table-model.ts'

const rows = [2, null, 10, 2, 1].map((original, index) => ({
  id: `row-${index}`,
  index,
  original,
}))
const order = (desc: boolean) => sortRows(rows, (value) => value, desc).map((row) => row.index)

describe('sortRows', () => {
  it('puts what is absent last in both directions, and keeps equal ones as they came', () => {
    expect(order(false)).toEqual([4, 0, 3, 2, 1])
    expect(order(true)).toEqual([2, 0, 3, 4, 1])
  })

  it('leaves the order alone without a value to sort by', () => {
    expect(sortRows(rows, undefined, true)).toBe(rows)
  })
})
