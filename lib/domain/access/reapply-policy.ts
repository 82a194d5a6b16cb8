import { type Permissions, permissionAreas } from '../permissions/catalogue.ts'
import {
  type PermissionChange,
  type PermissionSet,
  permissionDifference,
  permissionSet,
} from '../permissions/sets.ts'

/** `held` with some permissions more and some less. */
export function withChanges(
  held: Permissions,
  added: readonly PermissionChange[],
  removed: readonly PermissionChange[],
): PermissionSet {
  const set = permissionSet(held)
  const of = (changes: readonly PermissionChange[], area: PermissionChange['area']) =>
    changes.filter((one) => one.area === area).map(({ permission }) => permission)
  const [keys, secrets, certificates] = permissionAreas.map((area) => {
    const gone = of(removed, area)
    return [...set[area].filter((one) => !gone.includes(one)), ...of(added, area)]
  })
  return permissionSet({ keys, secrets, certificates })
}

/** What somebody did between `seen` and `mine`, done to what somebody else has made of it meanwhile. */
export function reapplyPermissions(
  seen: Permissions,
  mine: Permissions,
  held: Permissions,
): PermissionSet {
  const { added, removed } = permissionDifference(seen, mine)
  return withChanges(held, added, removed)
}
