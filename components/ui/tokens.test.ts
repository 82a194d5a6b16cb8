import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, parseTokens } from './contrast.ts'

const tokens = parseTokens(readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8'))

const surfaces = ['ground', 'panel', 'raised', 'hover'] as const

/** Text colour, and each ground that the kit sets it on. */
const pairs: [text: string, grounds: readonly string[]][] = [
  ['ink', [...surfaces, 'brass-tint']],
  ['ink-2', [...surfaces, 'brass-tint']],
  ['ink-3', [...surfaces, 'brass-tint']],
  ['on-ink', ['ink', 'ink-hover', 'bad', 'bad-hover']],
  ['brass', ['ground', 'panel', 'brass-tint']],
  ['ok', [...surfaces, 'ok-tint']],
  ['warn', [...surfaces, 'warn-tint']],
  ['bad', [...surfaces, 'bad-tint', 'brass-tint']],
  ['info', [...surfaces, 'info-tint']],
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  const colour = (name: string) => {
    const token = tokens.get(name)
    if (!token) throw new Error(`globals.css has no --color-${name}`)
    return token[theme]
  }

  it.each(pairs.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    '%s on %s reaches 4.5:1 (WCAG 1.4.3)',
    (text, ground) => {
      expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(surfaces.slice(0, 3))(
    'the edge of a control on %s reaches 3:1 (WCAG 1.4.11)',
    (ground) => {
      expect(contrast(colour('control'), colour(ground))).toBeGreaterThanOrEqual(3)
    },
  )
})

it('knows the two ends of the scale', () => {
  expect(contrast('#000000', '#ffffff')).toBe(21)
  expect(contrast('#777777', '#777777')).toBe(1)
})
