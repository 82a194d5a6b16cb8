import { describe, expect, it } from 'vitest'
import { sameTags, tagProblems, toTagList, toTagRecord } from './tags.ts'

const tag = (name: string, value = '') => ({ name, value })

describe('tagProblems, limits of about-certificates#certificate-tags', () => {
  it('accepts none, and fifteen at their longest', () => {
    expect(tagProblems([])).toEqual([])
    const many = Array.from({ length: 15 }, (_, at) =>
      tag(`${at}`.padEnd(256, 'n'), 'v'.repeat(512)),
    )
    expect(tagProblems(many)).toEqual([])
  })

  it.each([
    ['a sixteenth', Array.from({ length: 16 }, (_, at) => tag(`t${at}`)), null, 'list'],
    ['an empty name', [tag('env', 'prod'), tag(' ', 'x')], 1, 'name'],
    ['a name twice, in other case', [tag('Env'), tag('env')], 1, 'name'],
    ['a long name', [tag('n'.repeat(257))], 0, 'name'],
    ['a long value', [tag('n', 'v'.repeat(513))], 0, 'value'],
  ])('refuses %s', (_what, tags, index, part) => {
    expect(tagProblems(tags)).toEqual([{ index, part, message: expect.any(String) }])
  })
})

describe('records and lists', () => {
  it('go round in the order of names', () => {
    const record = { team: 'platform', env: 'prod' }
    expect(toTagList(record)).toEqual([tag('env', 'prod'), tag('team', 'platform')])
    expect(toTagRecord(toTagList(record))).toEqual(record)
  })

  it.each([
    [{ a: '1', b: '2' }, { b: '2', a: '1' }, true],
    [{}, {}, true],
    [{ a: '1' }, { a: '2' }, false],
    [{ a: '1' }, {}, false],
    [{ a: '' }, { b: '' }, false],
    [{ constructor: 'x' }, { a: 'x' }, false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect(sameTags(a, b)).toBe(same)
  })
})
