import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { makePool } from './concurrency.ts'

describe('a pool', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** Work that ends when it is told to; tells which have begun. */
  function hanging(limit: number, patienceMs: number) {
    const run = makePool(limit, patienceMs)
    const begun: number[] = []
    const ends: (() => void)[] = []
    const add = (id: number) =>
      run(() => {
        begun.push(id)
        return new Promise<void>((resolve) => {
          ends[id] = resolve
        })
      })
    return { add, begun, end: (id: number) => ends[id]?.() }
  }

  it('runs no more at once than its limit, and the next when one is over', async () => {
    const pool = hanging(2, 1_000)
    const all = [0, 1, 2, 3].map(pool.add)
    await vi.advanceTimersByTimeAsync(10)
    expect(pool.begun).toEqual([0, 1])
    pool.end(1)
    await all[1]
    await vi.advanceTimersByTimeAsync(10)
    expect(pool.begun).toEqual([0, 1, 2])
  })

  it('lets others begin while some hang, but never more than twice its limit', async () => {
    const pool = hanging(2, 1_000)
    for (let id = 0; id < 9; id++) void pool.add(id)
    await vi.advanceTimersByTimeAsync(1_010)
    expect(pool.begun).toEqual([0, 1, 2, 3])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(pool.begun).toEqual([0, 1, 2, 3])
    // One that has given its place away passes nothing on a second time.
    pool.end(0)
    await vi.advanceTimersByTimeAsync(1_010)
    expect(pool.begun).toEqual([0, 1, 2, 3, 4])
  })

  it('goes on after work that fails', async () => {
    const run = makePool(1, 1_000)
    const failed = run(() => Promise.reject(new Error('no')))
    const next = run(() => Promise.resolve())
    await expect(failed).rejects.toThrow('no')
    await expect(next).resolves.toBeUndefined()
  })
})
