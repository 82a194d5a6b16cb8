import {
  type PermissionArea,
  type Permissions,
  permissionAreas,
  permissionCatalogue,
} from './catalogue.ts'

/** Permissions as the screen compares them: spelled as in the catalogue and in its order, `all` spelled out. */
export type PermissionSet = Readonly<Record<PermissionArea, readonly string[]>>

/**
 * The same permissions in one spelling and order. Case does not count, `all` becomes every one of them,
 * doubles go. A name that the catalogue does not know stays, in lower case, at the end.
 */
export function permissionSet(permissions: Permissions): PermissionSet {
  return {
    keys: ofArea(permissions, 'keys'),
    secrets: ofArea(permissions, 'secrets'),
    certificates: ofArea(permissions, 'certificates'),
  }
}

function ofArea(permissions: Permissions, area: PermissionArea): string[] {
  const given = new Set((permissions[area] ?? []).map((one) => one.toLowerCase()))
  const known = permissionCatalogue[area].map((one) => one.id)
  if (given.delete('all')) return known
  const unknown = [...given].filter((one) => !known.some((id) => id.toLowerCase() === one))
  return [...known.filter((id) => given.has(id.toLowerCase())), ...unknown.sort()]
}

/** Whether an entry permits something: the name in any case, or `all`. */
export function permits(
  permissions: Permissions,
  area: PermissionArea,
  permission: string,
): boolean {
  const wanted = permission.toLowerCase()
  return (permissions[area] ?? []).some((one) => ['all', wanted].includes(one.toLowerCase()))
}

/** True when both permit the same, however they are written. Storage permissions are left out of it. */
export function samePermissions(a: Permissions, b: Permissions): boolean {
  const difference = permissionDifference(a, b)
  return difference.added.length === 0 && difference.removed.length === 0
}

export interface PermissionChange {
  readonly area: PermissionArea
  readonly permission: string
}

export interface PermissionDifference {
  readonly added: readonly PermissionChange[]
  readonly removed: readonly PermissionChange[]
}

/** What one set permits and the other does not, in the catalogue's order. */
export function permissionDifference(
  before: Permissions,
  after: Permissions,
): PermissionDifference {
  return { added: missing(before, after), removed: missing(after, before) }
}

/** What of `wanted` is not in `held`. */
function missing(held: Permissions, wanted: Permissions): PermissionChange[] {
  const [has, wants] = [permissionSet(held), permissionSet(wanted)]
  return permissionAreas.flatMap((area) =>
    wants[area]
      .filter((permission) => !has[area].includes(permission))
      .map((permission) => ({ area, permission })),
  )
}

/** How many are ticked in each area: what stands beside the headings. */
export function permissionCounts(
  permissions: Permissions,
): Readonly<Record<PermissionArea, number>> {
  const set = permissionSet(permissions)
  return {
    keys: set.keys.length,
    secrets: set.secrets.length,
    certificates: set.certificates.length,
  }
}
