import {
  areaLabels,
  findPermission,
  type Permissions,
  permissionAreas,
} from '../permissions/catalogue.ts'
import { type PermissionChange, permissionDifference, permissionSet } from '../permissions/sets.ts'
import { type AccessPolicy, sameId } from './facts.ts'

/**
 * Most entries that a vault keeps.
 * https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 */
export const policiesMax = 1_024

/** What is sent for one entry: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy */
export interface PolicyRequest {
  readonly kind: 'add' | 'replace' | 'remove'
  readonly permissions: Permissions
}

/** Whether two entries are the same one: of the same principal through the same application. */
export function sameEntry(
  a: Pick<AccessPolicy, 'objectId' | 'applicationId'>,
  b: Pick<AccessPolicy, 'objectId' | 'applicationId'>,
): boolean {
  return sameId(a.objectId, b.objectId) && sameId(a.applicationId ?? '', b.applicationId ?? '')
}

/**
 * The one request that makes an entry permit what is wanted, or null when it does already. What is only
 * added or only taken is sent alone, so that it loses nothing that somebody else does at the same time.
 * Permissions on storage accounts stay. `all` is spelled out when something is taken from it.
 * @param before what the entry permits; null when there is none
 */
export function policyRequest(
  before: Permissions | null,
  after: Permissions,
): PolicyRequest | null {
  const { added, removed } = permissionDifference(before ?? {}, after)
  if (added.length === 0 && removed.length === 0) return null
  if (removed.length === 0) return { kind: 'add', permissions: grouped(added) }
  const all = permissionAreas.some((area) =>
    before?.[area]?.some((one) => one.toLowerCase() === 'all'),
  )
  if (added.length === 0 && !all) return { kind: 'remove', permissions: grouped(removed) }
  const storage = before?.storage ?? []
  return { kind: 'replace', permissions: { ...permissionSet(after), storage } }
}

function grouped(changes: readonly PermissionChange[]): Permissions {
  return Object.fromEntries(
    permissionAreas.map((area) => [
      area,
      changes.filter((one) => one.area === area).map((one) => one.permission),
    ]),
  )
}

/** The difference in words, one line for each kind of object and direction: `Keys: gains Get and List`. */
export function changeWords(before: Permissions, after: Permissions): string[] {
  const { added, removed } = permissionDifference(before, after)
  return permissionAreas.flatMap((area) =>
    [
      { verb: 'gains', changes: added },
      { verb: 'loses', changes: removed },
    ].flatMap(({ verb, changes }) => {
      const names = changes
        .filter((one) => one.area === area)
        .map(({ permission }) => findPermission(area, permission)?.label ?? permission)
      return names.length === 0 ? [] : [`${areaLabels[area]}: ${verb} ${names.join(', ')}`]
    }),
  )
}
