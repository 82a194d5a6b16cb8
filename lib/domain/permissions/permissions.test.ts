import { describe, expect, it } from 'vitest'
import {
  areaLabels,
  findPermission,
  type Permissions,
  permissionAreas,
  permissionCatalogue,
} from './catalogue.ts'
import { findPreset, personas, presetOf } from './personas.ts'
import {
  permissionCounts,
  permissionDifference,
  permissionSet,
  permits,
  samePermissions,
} from './sets.ts'
import { findTemplate, templateOf, templates, templatesOf } from './templates.ts'

const ids = (area: 'keys' | 'secrets' | 'certificates', group?: string) =>
  permissionCatalogue[area]
    .filter((one) => group === undefined || one.group === group)
    .map((one) => one.id)

describe('the catalogue', () => {
  // The enumerations of the resource provider's description.
  const described = {
    keys: 'encrypt decrypt wrapKey unwrapKey sign verify get list create update import delete backup restore recover purge release rotate getrotationpolicy setrotationpolicy',
    secrets: 'get list set delete backup restore recover purge',
    certificates:
      'get list delete create import update managecontacts getissuers listissuers setissuers deleteissuers manageissuers recover purge backup restore',
  }
  it.each(permissionAreas)('has every permission on %s that the service has', (area) => {
    expect([...ids(area)].sort()).toEqual(described[area].split(' ').sort())
    expect(areaLabels[area].toLowerCase()).toBe(area)
  })

  it.each([
    ['keys', 'management', 9],
    ['keys', 'cryptographic', 6],
    ['keys', 'privileged', 2],
    ['keys', 'rotation', 3],
    ['secrets', 'management', 7],
    ['secrets', 'privileged', 1],
    ['certificates', 'management', 15],
    ['certificates', 'privileged', 1],
  ] as const)('%s: %s has %i', (area, group, count) => {
    expect(ids(area, group)).toHaveLength(count)
  })

  it('says of each what it means, and nothing twice', () => {
    for (const area of permissionAreas) {
      const means = permissionCatalogue[area].map((one) => one.means)
      expect(new Set(means).size).toBe(means.length)
      for (const sentence of means) expect(sentence).toMatch(/^[A-Z].+\.$/)
    }
  })

  it('is found in any case', () => {
    expect(findPermission('keys', 'WRAPKEY')?.id).toBe('wrapKey')
    expect(findPermission('secrets', 'wrapKey')).toBeNull()
  })
})

describe('sets', () => {
  it.each<[string, Permissions, Permissions]>([
    ['case', { keys: ['GET', 'WrapKey'] }, { keys: ['get', 'wrapKey'] }],
    ['order and doubles', { secrets: ['list', 'get', 'Get'] }, { secrets: ['get', 'list'] }],
    ['all', { keys: ['All'] }, { keys: ids('keys') }],
    ['all beside others', { certificates: ['get', 'all'] }, { certificates: ids('certificates') }],
    ['left out and empty', { keys: [] }, {}],
  ])('are the same whatever the %s', (_, a, b) => {
    expect(samePermissions(a, b)).toBe(true)
    expect(permissionSet(a)).toEqual(permissionSet(b))
  })

  it('tell what came and what went', () => {
    const before = { keys: ['get', 'list'], secrets: ['GET'] }
    const after = { keys: ['List', 'sign'], secrets: ['get'], certificates: ['list', 'get'] }
    expect(permissionDifference(before, after)).toEqual({
      added: [
        { area: 'keys', permission: 'sign' },
        { area: 'certificates', permission: 'get' },
        { area: 'certificates', permission: 'list' },
      ],
      removed: [{ area: 'keys', permission: 'get' }],
    })
  })

  it('keep a name that is new to us', () => {
    expect(permissionSet({ keys: ['Attest', 'get'] }).keys).toEqual(['get', 'attest'])
    expect(samePermissions({ keys: ['attest'] }, {})).toBe(false)
  })

  it.each<[Permissions, string, boolean]>([
    [{ secrets: ['Get'] }, 'get', true],
    [{ secrets: ['ALL'] }, 'purge', true],
    [{ secrets: ['list'] }, 'get', false],
    [{ keys: ['all'] }, 'get', false],
  ])('%j permit secrets %s: %s', (permissions, permission, expected) => {
    expect(permits(permissions, 'secrets', permission)).toBe(expected)
  })
})

describe('templates', () => {
  it.each([
    ['Key, Secret, & Certificate Management', 9, 7, 15],
    ['Key & Secret Management', 9, 7, 0],
    ['Secret & Certificate Management', 0, 7, 15],
    ['Key Management', 9, 0, 0],
    ['Secret Management', 0, 7, 0],
    ['Certificate Management', 0, 0, 15],
    ['SQL Server Connector', 4, 0, 0],
    ['Azure Data Lake Storage or Azure Storage', 3, 0, 0],
    ['Azure Backup', 3, 3, 0],
    ['Exchange Online Customer Key', 4, 0, 0],
    ['SharePoint Online Customer Key', 4, 0, 0],
    ['Azure Information BYOK', 3, 0, 0],
  ])('%s ticks %i, %i and %i', (name, keys, secrets, certificates) => {
    const template = templates.find((one) => one.name === name)
    expect(template && permissionCounts(template.permissions)).toEqual({
      keys,
      secrets,
      certificates,
    })
  })

  it('are twelve, of which three have no built-in role', () => {
    expect(templates).toHaveLength(12)
    expect(templates.filter((one) => one.roles.length === 0).map((one) => one.id)).toEqual([
      'data-lake-or-storage',
      'backup',
      'information-byok',
    ])
  })

  it('tick only what the catalogue has', () => {
    for (const { permissions } of templates) expect(permissionSet(permissions)).toEqual(permissions)
  })

  it('are recognised, the chosen one first', () => {
    expect(templateOf({ keys: ['GET', 'list', 'unwrapkey', 'WRAPKEY'] })?.id).toBe(
      'sql-server-connector',
    )
    const same = findTemplate('sharepoint-online')
    expect(same && templateOf(same.permissions, 'sharepoint-online')).toBe(same)
    expect(same && templatesOf(same.permissions)).toHaveLength(3)
    expect(templateOf({ secrets: ids('secrets', 'management') }, 'key')?.id).toBe('secret')
  })

  it.each<[string, Permissions]>([
    ['nothing', {}],
    ['everything', { keys: ['all'], secrets: ['all'], certificates: ['all'] }],
    ['a template and one more', { secrets: [...ids('secrets', 'management'), 'purge'] }],
    ['a template less one', { secrets: ids('secrets', 'management').slice(1) }],
  ])('are not seen in %s', (_, permissions) => {
    expect(templateOf(permissions)).toBeNull()
  })
})

describe('personas', () => {
  it.each([
    ['persona-developer', 2, 2, 2],
    ['persona-lead', 18, 7, 15],
    ['persona-operations', 12, 7, 15],
    ['persona-application', 1, 1, 1],
  ])('%s ticks %i keys, %i secrets and %i certificates', (id, keys, secrets, certificates) => {
    const { permissions } = findPreset(id) ?? {}
    expect(
      [permissions?.keys, permissions?.secrets, permissions?.certificates].map((of) => of?.length),
    ).toEqual([keys, secrets, certificates])
    expect(presetOf(permissions ?? {}, id)?.id).toBe(id)
    expect(presetOf(permissions ?? {})).not.toBeNull()
  })

  it('none of them may purge, and the portal’s templates are named first', () => {
    for (const { permissions } of personas) {
      expect(Object.values(permissions).flat()).not.toContain('purge')
    }
    const management = templates[0]?.permissions ?? {}
    expect(presetOf(management)?.id).toBe(templates[0]?.id)
    expect(presetOf({ secrets: ['set'] })).toBeNull()
  })
})
