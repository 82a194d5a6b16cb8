import { describe, expect, it } from 'vitest'
import {
  disablingWords,
  reapplySettings,
  sameSettings,
  settingsChanges,
  type VersionSettings,
} from './version-settings.ts'

const on = (tags: Record<string, string> = {}): VersionSettings => ({ enabled: true, tags })
const off = (tags: Record<string, string> = {}): VersionSettings => ({ enabled: false, tags })

describe('settingsChanges', () => {
  it.each<[VersionSettings, VersionSettings, string[]]>([
    [on(), on(), []],
    [on(), off(), ['Enabled: Yes → No']],
    [off({ a: '1' }), on({ a: '1' }), ['Enabled: No → Yes']],
    [on({ a: '1' }), on({ a: '2', b: '' }), ['Tag a: 1 → 2', 'Tag b= added']],
    [on({ a: '', z: 'x' }), on({ a: 'y' }), ['Tag a: empty → y', 'Tag z removed']],
    // Names that every object has by itself are tags like others.
    [on(), on({ constructor: 'x' }), ['Tag constructor=x added']],
  ])('%j to %j', (before, after, words) => {
    expect(settingsChanges(before, after)).toEqual(words)
    expect(sameSettings(before, after)).toBe(words.length === 0)
  })
})

describe('reapplySettings keeps what the other changed, and mine wins where both did', () => {
  const base = on({ env: 'prod', team: 'web' })
  it.each<[string, VersionSettings, VersionSettings, VersionSettings]>([
    ['mine only', off(base.tags), base, off(base.tags)],
    ['theirs only', base, off({ env: 'prod' }), off({ env: 'prod' })],
    ['different parts', on({ env: 'prod' }), off(base.tags), off({ env: 'prod' })],
    [
      'different tags',
      on({ ...base.tags, mine: '1' }),
      on({ ...base.tags, theirs: '2' }),
      on({ ...base.tags, mine: '1', theirs: '2' }),
    ],
    [
      'the same tag',
      on({ env: 'test', team: 'web' }),
      on({ env: 'dev', team: 'web' }),
      on({ env: 'test', team: 'web' }),
    ],
    [
      'changed by them, removed by me',
      on({ team: 'web' }),
      on({ env: 'dev', team: 'web' }),
      on({ team: 'web' }),
    ],
    [
      'removed by them, changed by me',
      on({ env: 'test', team: 'web' }),
      on({ team: 'web' }),
      on({ env: 'test', team: 'web' }),
    ],
  ])('%s', (_, mine, theirs, result) => {
    expect(reapplySettings(base, mine, theirs)).toEqual(result)
  })
})

it('tells what else stops when a version is disabled, more so for the current one', () => {
  expect(disablingWords(true).join(' ')).toMatch(/key and its secret.*without a version fail/)
  expect(disablingWords(true).join(' ')).toContain('stops renewing')
  expect(disablingWords(false).join(' ')).not.toContain('stops renewing')
})
