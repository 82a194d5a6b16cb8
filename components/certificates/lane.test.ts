import { describe, expect, it } from 'vitest'
import { makeLane } from './lane.ts'

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { promise, open: resolve }
}

describe('lane', () => {
  it('runs so many at a time, and the next one when one ends', async () => {
    const lane = makeLane(2)
    const gates = [gate(), gate(), gate()]
    const started: number[] = []
    const tasks = gates.map((each, index) =>
      lane(async () => {
        started.push(index)
        await each.promise
        return index
      }),
    )
    expect(started).toEqual([0, 1])
    gates[1]?.open()
    await tasks[1]
    await Promise.resolve()
    expect(started).toEqual([0, 1, 2])
    gates[0]?.open()
    gates[2]?.open()
    expect(await Promise.all(tasks)).toEqual([0, 1, 2])
  })

  it('goes on after a failure', async () => {
    const lane = makeLane(1)
    const first = lane(() => Promise.reject(new Error('no')))
    const second = lane(() => Promise.resolve('yes'))
    await expect(first).rejects.toThrow('no')
    expect(await second).toBe('yes')
  })

  it('drops who leaves before their turn', async () => {
    const lane = makeLane(1)
    const busy = gate()
    const first = lane(() => busy.promise)
    const leaver = new AbortController()
    let ran = false
    const second = lane(async () => {
      ran = true
    }, leaver.signal)
    leaver.abort()
    await expect(second).rejects.toThrow()
    busy.open()
    await first
    expect(await lane(() => Promise.resolve('free'))).toBe('free')
    expect(ran).toBe(false)
  })
})
