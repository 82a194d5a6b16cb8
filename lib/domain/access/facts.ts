import type { Permissions } from '../permissions/catalogue.ts'
import type { RoleDefinition } from '../roles/built-in-roles.ts'

/** One entry of a vault's access policies. Ids are compared without case. */
export interface AccessPolicy {
  readonly tenantId: string
  readonly objectId: string
  /** Set for a compound identity: the entry counts only for a user who comes through this application. */
  readonly applicationId: string | null
  readonly permissions: Permissions
}

export interface RoleAssignment {
  /** Its resource id or GUID. */
  readonly id: string
  readonly scope: string
  /** GUID of the role, or its whole resource id. */
  readonly roleDefinitionId: string
  readonly principalId: string
  readonly principalType: string | null
  /** Under which alone it counts; shown, never evaluated. */
  readonly condition: string | null
}

/** Everything about a vault that decides who may use its data. */
export interface VaultAccess {
  /** ARM resource id. */
  readonly id: string
  readonly tenantId: string
  readonly permissionModel: 'access-policies' | 'rbac'
  readonly policies: readonly AccessPolicy[]
  /** At the vault, above it and below it. */
  readonly assignments: readonly RoleAssignment[]
  /** The roles that the assignments name; an assignment whose role is unknown gives nothing. */
  readonly definitions: readonly RoleDefinition[]
}

/** Whoever sends a request, as its token says. */
export interface AccessCaller {
  readonly tenantId: string
  readonly objectId: string
  /** `application`: no user stands behind the request. */
  readonly kind: 'user' | 'application'
  /** Client id of the application through which the request comes; null when it is not known. */
  readonly applicationId: string | null
  /** Object ids of the groups it is in, directly or through others. */
  readonly groups: readonly string[]
}

/** Whether two ids or names of Azure are the same. */
export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
