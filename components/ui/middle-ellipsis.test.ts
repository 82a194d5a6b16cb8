import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { middleEllipsis } from './middle-ellipsis.ts'

describe('middleEllipsis', () => {
  it('keeps both ends', () => {
    expect(middleEllipsis('85de4fc420294f02a752ff57b7a6a63e', 8, 4)).toBe('85de4fc4…a63e')
  })
  it('keeps only the start when the tail is 0', () => {
    expect(middleEllipsis('85de4fc420294f02a752ff57b7a6a63e', 8, 0)).toBe('85de4fc4…')
  })
  it('leaves a text whole that would hardly become shorter', () => {
    expect(middleEllipsis('1234567890', 4, 4)).toBe('1234567890')
    expect(middleEllipsis('12345678901', 4, 4)).toBe('1234…8901')
  })
  it('never grows a text and never loses its ends', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(40), fc.nat(40), (text, head, tail) => {
        const short = middleEllipsis(text, head, tail)
        expect(short.length).toBeLessThanOrEqual(text.length)
        expect(short.startsWith(text.slice(0, Math.min(head, text.length)))).toBe(true)
      }),
    )
  })
})
