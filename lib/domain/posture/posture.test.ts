import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Holder, PostureFacts } from './facts.ts'
import { examinePosture, postureRules } from './registry.ts'
import type { Outcome } from './rule.ts'

const safe: PostureFacts = {
  vault: 'contoso-prod',
  defaultAction: 'Deny',
  publicNetworkAccess: 'Enabled',
  purgeProtection: true,
  permissionModel: 'access-policies',
  softDeleteDays: 90,
  holders: [],
  environment: 'production',
  elsewhere: new Map(),
  selfGranters: [],
  environments: [],
  certificates: 2,
  contacts: 1,
  sendsLogs: true,
}

function holder(name: string, kind: Holder['kind'], more: Partial<Holder> = {}): Holder {
  return { id: `id of ${name}`, name, kind, entries: [], operations: new Set(), ...more }
}

const roles = { permissionModel: 'rbac' } as const
const ann = holder('Ann', 'user', { operations: new Set(['PurgeDeletedSecret']) })
const reader = (kind: Holder['kind'], ...more: string[]) =>
  holder('shop', kind, { operations: new Set(['GetSecret', ...more]) })
const people = (count: number) =>
  ['Ann', 'Bob', 'Cem', 'Dee', 'Eva'].slice(0, count).map((name) => holder(name, 'user'))
const mixed = ['prod', 'test'].map((name) => ({ name, objects: [], ofVault: false }))

const alsoIn = (environment: string) => ({
  elsewhere: new Map([['id of shop', [{ vault: 'other', environment }]]]),
})

const kept = 'kept'
const unread = 'unread'
const broken = (part: object) => expect.objectContaining(part)
const words = (message: RegExp) => broken({ message: expect.stringMatching(message) })

/** What each rule says where this differs from a safe vault. */
const table: readonly [rule: string, differs: Partial<PostureFacts>, says: unknown][] = [
  ['purge-protection-off', {}, kept],
  [
    'purge-protection-off',
    { purgeProtection: false },
    broken({ fix: { at: 'settings', set: 'purge-protection' } }),
  ],
  ['open-network', {}, kept],
  ['open-network', { defaultAction: null }, broken({ fix: { at: 'network', set: 'selected' } })],
  ['open-network', { defaultAction: 'Allow', publicNetworkAccess: 'Disabled' }, kept],
  ['no-logs', { sendsLogs: false }, broken({ fix: { at: 'logs' } })],
  ['no-logs', { sendsLogs: null }, unread],
  ['over-wide-policy', { holders: null }, unread],
  [
    'over-wide-policy',
    { holders: [holder('Ann', 'user', { entries: [{ secrets: ['Get', 'List'] }] })] },
    kept,
  ],
  [
    'over-wide-policy',
    { holders: [holder('Ann', 'user', { entries: [{ keys: ['get'] }, { secrets: ['All'] }] })] },
    broken({ who: [{ id: 'id of Ann', name: 'Ann', kind: 'user' }], fix: { at: 'access' } }),
  ],
  [
    'over-wide-policy',
    { ...roles, holders: [holder('Ann', 'user', { entries: [{ secrets: ['all'] }] })] },
    kept,
  ],
  ['purge-rights', { holders: [ann] }, words(/^Ann may destroy/)],
  ['purge-rights', { ...roles, holders: [ann] }, broken({ fix: { at: 'roles' } })],
  ['purge-rights', { holders: [{ ...ann, kind: 'group' }] }, broken({ fix: { at: 'access' } })],
  ['purge-rights', { holders: [{ ...ann, kind: 'managed-identity' }] }, kept],
  ['purge-rights', { ...roles, holders: null }, unread],
  ['more-than-get', { holders: [reader('application')] }, kept],
  ['more-than-get', { holders: [reader('application', 'GetSecrets')] }, words(/^shop read/)],
  ['more-than-get', { holders: [reader('managed-identity', 'SetSecret')] }, words(/^shop read/)],
  ['more-than-get', { holders: [reader('user', 'GetSecrets', 'SetSecret')] }, kept],
  ['more-than-get', { ...roles, holders: [reader('application', 'GetSecrets')] }, kept],
  [
    'more-than-get',
    { ...roles, holders: [reader('application', 'SetSecret')] },
    broken({ fix: { at: 'roles' } }),
  ],
  [
    'developers-in-production',
    { holders: [reader('user')], ...alsoIn('development') },
    words(/^shop may read the values/),
  ],
  [
    'developers-in-production',
    { holders: [reader('group')], ...alsoIn('development'), ...roles },
    broken({ fix: { at: 'roles' } }),
  ],
  ['developers-in-production', { holders: [reader('user')], ...alsoIn('test') }, kept],
  ['developers-in-production', { holders: [reader('user')] }, kept],
  [
    'developers-in-production',
    { holders: [reader('user', 'SetSecret')], ...alsoIn('development') },
    kept,
  ],
  [
    'developers-in-production',
    { holders: [reader('application')], ...alsoIn('development') },
    kept,
  ],
  [
    'developers-in-production',
    { holders: [holder('shop', 'user')], ...alsoIn('development') },
    kept,
  ],
  [
    'developers-in-production',
    { environment: 'staging', holders: [reader('user')], ...alsoIn('development') },
    kept,
  ],
  ['developers-in-production', { elsewhere: null }, unread],
  ['developers-in-production', { holders: null }, unread],
  [
    'shared-application',
    { holders: [reader('application')], ...alsoIn('test') },
    words(/^shop: with access to a vault of another/),
  ],
  [
    'shared-application',
    { holders: [reader('managed-identity')], ...alsoIn('development'), ...roles },
    broken({ fix: { at: 'roles' } }),
  ],
  ['shared-application', { holders: [reader('user')], ...alsoIn('test') }, kept],
  ['shared-application', { holders: [reader('application')] }, kept],
  ['shared-application', { environment: null, elsewhere: null }, kept],
  ['shared-application', { elsewhere: null }, unread],
  ['many-contributors', { selfGranters: people(3) }, kept],
  ['many-contributors', { selfGranters: people(4) }, words(/^Ann, Bob, Cem and Dee may write/)],
  ['many-contributors', { selfGranters: people(5) }, words(/^Ann, Bob, Cem and 2 more may/)],
  ['many-contributors', { ...roles, selfGranters: people(5) }, kept],
  ['many-contributors', { selfGranters: null }, unread],
  ['several-environments', { environments: mixed }, words(/prod and test/)],
  ['several-environments', { environments: null }, unread],
  ['no-contacts', { contacts: 0 }, words(/holds 2 certificates/)],
  ['no-contacts', { contacts: 0, certificates: 1 }, words(/holds a certificate/)],
  ['no-contacts', { contacts: 0, certificates: 0 }, kept],
  ['no-contacts', { contacts: null }, unread],
  ['no-contacts', { contacts: null, certificates: 0 }, kept],
  ['short-retention', { softDeleteDays: 89 }, words(/gone after 89 days/)],
  ['short-retention', { softDeleteDays: 90 }, kept],
  ['short-retention', { softDeleteDays: null }, unread],
]

describe('checks of a vault', () => {
  const outcomes = (facts: PostureFacts): Record<string, Outcome> =>
    Object.fromEntries(examinePosture(facts).map(({ rule, outcome }) => [rule.id, outcome]))

  it.each(table)('%s of %j', (rule, differs, says) => {
    expect(outcomes({ ...safe, ...differs })[rule]).toEqual(says)
  })

  it('a safe vault keeps every rule', () => {
    expect(new Set(Object.values(outcomes(safe)))).toEqual(new Set([kept]))
  })

  it('every rule stands in the table, cites where it is written, and has a file of its own', () => {
    const files = readdirSync(new URL('./rules/', import.meta.url)).map((file) => file.slice(0, -3))
    const ids = postureRules.map(({ id }) => id)
    expect(new Set(table.map(([rule]) => rule))).toEqual(new Set(ids))
    expect(
      ids.filter((id) => id !== 'purge-protection-off' && id !== 'open-network').sort(),
    ).toEqual(files.sort())
    for (const { citation } of postureRules) {
      expect(citation).toMatch(/^https:\/\/learn\.microsoft\.com\/azure\//)
    }
  })
})
