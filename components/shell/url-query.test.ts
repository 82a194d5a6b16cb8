import { describe, expect, it } from 'vitest'
import { changedQuery, queryText, readList } from './url-query.ts'

describe('changedQuery', () => {
  it.each([
    ['', { q: 'www' }, '?q=www'],
    ['q=www&sort=-name', { q: null }, '?sort=-name'],
    ['q=www', { q: 'shop', hide: 'issuer,tags' }, '?q=shop&hide=issuer,tags'],
    ['hide=tags', { hide: '' }, '?hide='],
    ['q=www', { q: null }, ''],
    ['', { q: 'a&b=c' }, '?q=a%26b%3Dc'],
  ])('%s with %j is %s', (before, change, after) => {
    expect(queryText(changedQuery(new URLSearchParams(before), change))).toBe(after)
  })
})

describe('readList', () => {
  it.each([
    [null, null],
    ['', []],
    ['issuer', ['issuer']],
    ['issuer,,tags', ['issuer', 'tags']],
  ])('%j holds %j', (text, list) => {
    expect(readList(text)).toEqual(list)
  })
})
