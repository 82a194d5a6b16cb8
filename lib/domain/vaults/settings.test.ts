import { describe, expect, it } from 'vitest'
import {
  isOvertaken,
  reapplyVaultSettings,
  type VaultSettings,
  vaultChange,
  vaultChangeWords,
} from './settings.ts'
import { vaultTagProblems } from './tags.ts'

const before: VaultSettings = {
  tags: { env: 'dev', team: 'platform' },
  sku: 'standard',
  purgeProtection: false,
  forDeployment: false,
  forDiskEncryption: false,
  forTemplates: true,
}

describe('vaultChange', () => {
  it.each<[string, Partial<VaultSettings>, object, string[]]>([
    ['nothing', {}, {}, []],
    [
      'a tag',
      { tags: { env: 'prod', team: 'platform' } },
      { tags: { env: 'prod', team: 'platform' } },
      ['Tag env: dev → prod'],
    ],
    ['the last tag', { tags: {} }, { tags: {} }, ['Tag env removed', 'Tag team removed']],
    [
      'purge protection, said first',
      { purgeProtection: true, sku: 'premium' },
      { purgeProtection: true, sku: 'premium' },
      [
        'Purge protection: off → on, for good. Nobody can turn it off again.',
        'SKU: Standard → Premium, which can keep keys in an HSM',
      ],
    ],
    [
      'flags',
      { forDeployment: true, forTemplates: false },
      { forDeployment: true, forTemplates: false },
      [
        'Virtual machines: may read from it',
        'Resource Manager templates: may no longer read from it',
      ],
    ],
  ])('holds %s alone', (_, after, change, words) => {
    expect(vaultChange(before, { ...before, ...after })).toEqual(change)
    expect(vaultChangeWords(before, change)).toEqual(words)
  })

  it('never asks purge protection to go off', () => {
    expect(vaultChange({ ...before, purgeProtection: true }, before)).toEqual({})
  })
})

describe('isOvertaken', () => {
  const change = { tags: { env: 'prod', team: 'platform' } }

  it.each<[string, Partial<VaultSettings>, boolean]>([
    ['nothing', {}, false],
    ['another setting', { sku: 'premium', forDeployment: true }, false],
    ['the same setting to something else', { tags: { env: 'test' } }, true],
    ['the same setting to the same', change, false],
  ])('when somebody changed %s', (_, theirs, expected) => {
    expect(isOvertaken(before, change, { ...before, ...theirs })).toBe(expected)
  })
})

describe('reapplyVaultSettings', () => {
  it('keeps what the other one changed beside', () => {
    const mine = { ...before, tags: { env: 'prod', team: 'platform' }, forDeployment: true }
    const theirs: VaultSettings = { ...before, tags: { env: 'dev', owner: 'ann' }, sku: 'premium' }
    expect(reapplyVaultSettings(before, mine, theirs)).toEqual({
      ...before,
      tags: { env: 'prod', owner: 'ann' },
      sku: 'premium',
      forDeployment: true,
    })
  })
})

describe('vaultTagProblems', () => {
  it.each([
    [[{ name: 'a/b', value: '' }], 'A tag name cannot hold /.'],
    [
      [
        { name: 'Env', value: '' },
        { name: 'env', value: '' },
      ],
      'The tag “Env” is already in the list.',
    ],
    [[{ name: 'env', value: 'x'.repeat(257) }], 'A tag value can have at most 256 characters.'],
    [
      Array.from({ length: 51 }, (_, at) => ({ name: `t${at}`, value: '' })),
      'A vault can have at most 50 tags. Remove 1.',
    ],
  ])('tells the limits of resources', (tags, message) => {
    expect(vaultTagProblems(tags)[0]?.message).toBe(message)
  })
})
