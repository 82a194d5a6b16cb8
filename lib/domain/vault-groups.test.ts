import { describe, expect, it } from 'vitest'
import { mixedEnvironments } from './mixed-environments.ts'
import { type GroupedVault, type Grouping, groupVaults } from './vault-groups.ts'

function vault(
  name: string,
  tags: Record<string, string>,
  region = 'West Europe',
  subscription = 'Production',
): GroupedVault {
  return { name, tags, region, subscriptionId: subscription, subscriptionName: subscription }
}

const vaults = [
  vault('a', { env: 'Prod', app: 'shop' }),
  vault('b', { Environment: 'prod ', workload: 'Shop' }, 'West Europe'),
  vault('c', { env: 'dev', team: 'shop' }, 'North Europe', 'Development'),
  vault('d', { env: ' ' }),
]

describe('groupVaults', () => {
  it.each<[Grouping, [string | null, string][]]>([
    [
      'env',
      [
        ['dev', 'c'],
        ['Prod', 'ab'],
        [null, 'd'],
      ],
    ],
    [
      'app',
      [
        ['shop', 'abc'],
        [null, 'd'],
      ],
    ],
    [
      'region',
      [
        ['North Europe', 'c'],
        ['West Europe', 'abd'],
      ],
    ],
    [
      'subscription',
      [
        ['Development', 'c'],
        ['Production', 'abd'],
      ],
    ],
  ])('by %s', (by, expected) => {
    const found = groupVaults(vaults, by)
    expect(
      found.map((group) => [group.value, group.vaults.map(({ name }) => name).join('')]),
    ).toEqual(expected)
  })
})

describe('mixedEnvironments', () => {
  const object = (name: string, env?: string) => ({ name, tags: env === undefined ? {} : { env } })

  it.each([
    ['nothing tagged', {}, [object('a')]],
    ['one environment', { env: 'prod' }, [object('a', 'Production'), object('b')]],
    ['an object that says nothing', { env: 'dev' }, [object('a')]],
  ])('finds none: %s', (_what, tags, objects) => {
    expect(mixedEnvironments(tags, objects)).toEqual([])
  })

  it('tells which objects are of which, and what the vault says of itself', () => {
    const objects = [object('a', 'dev'), object('b', 'PROD'), object('c', 'development')]
    expect(mixedEnvironments({ env: 'prod' }, objects)).toEqual([
      { name: 'prod', objects: ['b'], ofVault: true },
      { name: 'dev', objects: ['a', 'c'], ofVault: false },
    ])
  })

  it('reads several environments out of one tag', () => {
    const found = mixedEnvironments({ stage: 'dev, test' }, [])
    expect(found.map(({ name }) => name)).toEqual(['dev', 'test'])
  })
})
