import { describe, expect, it } from 'vitest'
import {
  compareKeys,
  matches,
  nextSort,
  searchWords,
  sortKey,
  toggleAll,
  toggleRows,
} from './data-table-rules.ts'

describe('sort keys', () => {
  it('order text without regard to case', () => {
    const keys = ['beta', 'Alpha', 'gamma', 'ALPINE'].map(sortKey)
    expect(keys.toSorted(compareKeys)).toEqual(['alpha', 'alpine', 'beta', 'gamma'])
  })
  it('order numbers as numbers', () => {
    expect([10, 9, 100].map(sortKey).toSorted(compareKeys)).toEqual([9, 10, 100])
  })
  it('are absent for what is absent, so that the table keeps it last', () => {
    expect([sortKey(null), sortKey(undefined), sortKey(0), sortKey('')]).toEqual([
      undefined,
      undefined,
      0,
      '',
    ])
  })
})

describe('search', () => {
  it('asks for each word, wherever it stands', () => {
    expect(matches('api-gateway\ncn=api.contoso.com', searchWords(' Contoso  GATE '))).toBe(true)
    expect(matches('api-gateway', searchWords('gate way'))).toBe(true)
    expect(matches('api-gateway', searchWords('gate web'))).toBe(false)
  })
  it('has no words when there is only space', () => {
    expect(searchWords(' \t ')).toEqual([])
  })
})

describe('nextSort', () => {
  it('goes up, down, and back', () => {
    const up = nextSort('name', null)
    const down = nextSort('name', up)
    expect([up, down, nextSort('name', down)]).toEqual([
      { id: 'name', desc: false },
      { id: 'name', desc: true },
      null,
    ])
  })
  it('starts anew on another column', () => {
    expect(nextSort('expires', { id: 'name', desc: true })).toEqual({ id: 'expires', desc: false })
  })
})

describe('toggleRows', () => {
  const keys = ['a', 'b', 'c', 'd']

  it('turns one row', () => {
    expect(toggleRows(['a'], keys, 'c', null)).toEqual(['a', 'c'])
    expect(toggleRows(['a', 'c'], keys, 'a', null)).toEqual(['c'])
  })
  it('turns all between two, in either direction', () => {
    expect(toggleRows(['d'], keys, 'b', 'd').toSorted()).toEqual(['b', 'c', 'd'])
    expect(toggleRows(['a', 'b', 'c'], keys, 'c', 'a')).toEqual([])
  })
  it('turns only the pressed row when the other is not shown any more', () => {
    expect(toggleRows([], keys, 'b', 'gone')).toEqual(['b'])
  })
})

describe('toggleAll', () => {
  it('adds what is shown to what was chosen before', () => {
    expect(toggleAll(['x', 'a'], ['a', 'b'])).toEqual(['x', 'a', 'b'])
  })
  it('takes back only what is shown when all of it is chosen', () => {
    expect(toggleAll(['x', 'a', 'b'], ['a', 'b'])).toEqual(['x'])
  })
})
