import { describe, expect, it } from 'vitest'
import { createDetailsCache, type KeptDetails } from './details-cache.ts'

const key = (userId: string, name: string, vault = 'prod') => ({
  tenantId: 't',
  userId,
  vault,
  name,
})
const kept = (text: string): KeptDetails => ({ thumbprint: 'aa', readAt: 0, text })

describe('the cache of details', () => {
  it('never gives one user what another has read', () => {
    const cache = createDetailsCache()
    cache.set(key('anna', 'www'), kept('1'), 0)
    expect(cache.get(key('ben', 'www'))).toBeNull()
    expect(cache.get(key('anna', 'www', 'dev'))).toBeNull()
    expect(cache.get(key('anna', 'WWW', 'Prod'))?.text).toBe('1')
  })

  it('forgets what was written to, for everybody, and what was read meanwhile', () => {
    const cache = createDetailsCache()
    const since = cache.writes()
    for (const user of ['anna', 'ben']) cache.set(key(user, 'www'), kept('1'), since)
    cache.set(key('anna', 'api'), kept('2'), since)
    cache.forget('prod', 'www')
    expect(cache.get(key('anna', 'www'))).toBeNull()
    expect(cache.get(key('ben', 'www'))).toBeNull()
    expect(cache.get(key('anna', 'api'))?.text).toBe('2')
    cache.set(key('anna', 'www'), kept('old'), since)
    expect(cache.get(key('anna', 'www'))).toBeNull()
  })

  it('drops what was not used for longest when there are too many, or they are too large', () => {
    const few = createDetailsCache({ entries: 2, size: 100 })
    for (const name of ['a', 'b']) few.set(key('anna', name), kept(name), 0)
    few.get(key('anna', 'a'))
    few.set(key('anna', 'c'), kept('c'), 0)
    expect(['a', 'b', 'c'].map((name) => few.get(key('anna', name))?.text)).toEqual([
      'a',
      undefined,
      'c',
    ])
    const small = createDetailsCache({ entries: 10, size: 10 })
    small.set(key('anna', 'a'), kept('123456'), 0)
    small.set(key('anna', 'b'), kept('123456'), 0)
    expect(small.get(key('anna', 'a'))).toBeNull()
    expect(small.get(key('anna', 'b'))?.text).toBe('123456')
    small.set(key('anna', 'c'), kept('12345678901'), 0)
    expect(small.get(key('anna', 'c'))).toBeNull()
    // One that is read again replaces itself.
    for (let time = 0; time < 5; time++) small.set(key('anna', 'b'), kept('123456'), 0)
    expect(small.get(key('anna', 'b'))?.text).toBe('123456')
  })
})
