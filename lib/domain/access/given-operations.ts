import { areaLabels, type PermissionArea, permissionAreas } from '../permissions/catalogue.ts'
import { grantsDataAction, type RoleGrants } from '../roles/match-action.ts'
import { type DataOperation, dataOperations, fullDataAction } from './operations.ts'

/** Operations on one kind of object, in words. */
export interface GivenOperations {
  readonly area: PermissionArea
  /** `Certificates`. */
  readonly label: string
  readonly everything: boolean
  /** Each after "may": `read a certificate`. */
  readonly operations: readonly string[]
}

/** What operations give, by kind of object. */
export function describeOperations(operations: readonly DataOperation[]): GivenOperations[] {
  return permissionAreas
    .map((area) => {
      const given = operations.filter((one) => one.area === area)
      const all = dataOperations.filter((one) => one.area === area)
      return {
        area,
        label: areaLabels[area],
        everything: given.length === all.length,
        operations: given.map((one) => one.label),
      }
    })
    .filter(({ operations: given }) => given.length > 0)
}

/** What of a vault's data a role gives, by kind of object; empty for a role of the management plane. */
export function givenByRole(role: RoleGrants): GivenOperations[] {
  return describeOperations(
    dataOperations.filter((one) => grantsDataAction(role, fullDataAction(one))),
  )
}
