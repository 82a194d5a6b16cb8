import * as z from 'zod/mini'
import { isGuid } from '#lib/base/guid.ts'
import type { GivenOperations } from '#lib/domain/access/given-operations.ts'
import { objectNameMaxLength } from '#lib/domain/certificates/object-name.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { permissionAreas } from '#lib/domain/permissions/catalogue.ts'
import { placesAbove, readAssignmentPath } from '#lib/domain/roles/assignment-code.ts'
import { builtInRoles } from '#lib/domain/roles/built-in-roles.ts'
import type { ScopeKind } from '#lib/domain/roles/scope.ts'
import type { AccessGroup, AccessPrincipal } from '../access/schema.ts'
import { vaultName } from '../vaults/schema.ts'

/** A role that somebody has where it counts for a vault. */
export interface RoleRow {
  /** ARM id of the assignment. */
  readonly id: string
  readonly principal: AccessPrincipal
  readonly role: {
    readonly id: string
    readonly name: string
    /** What it allows, in one sentence; empty where nobody says it. */
    readonly allows: string
    readonly isCustom: boolean
    /** What of the vault's data it gives; empty for a role of the management plane. */
    readonly gives: readonly GivenOperations[]
  }
  readonly scope: string
  readonly scopeWords: string
  readonly scopeKind: ScopeKind
  /** It comes from above the vault, and counts for more than this vault. */
  readonly inherited: boolean
  /** It can be taken away from the vault's page. */
  readonly removable: boolean
  /** Under which alone it counts. */
  readonly condition: string | null
}

export interface VaultRoles {
  /** ARM id of the vault. */
  readonly id: string
  /** Its name, or its id where that could not be read. */
  readonly subscriptionName: string
  readonly permissionModel: 'access-policies' | 'rbac'
  readonly rows: readonly RoleRow[]
  readonly groups: readonly AccessGroup[]
  /** Why the directory told no names, or no members of groups. */
  readonly directoryUnread: Failure | null
}

export const listRolesInput = z.object({ vault: vaultName })
export type ListRolesInput = z.infer<typeof listRolesInput>

const keyVaultRoles = builtInRoles.filter(({ keyVault }) => keyVault).map(({ id }) => id)
const guid = (error: string) => z.string().check(z.refine(isGuid, { error }))

/** One of the built-in roles of Key Vault, over the vault, one object in it, or what holds the vault. */
export const createRoleInput = z.object({
  vault: vaultName,
  /** GUID, made by the sender: what is sent twice is made once. */
  id: guid('This is no GUID.'),
  roleId: z
    .string()
    .check(z.refine((id) => keyVaultRoles.includes(id), { error: 'Choose a role.' })),
  principalId: guid('Choose a principal, or paste its object id.'),
  principalType: z.nullable(z.enum(['User', 'Group', 'ServicePrincipal'])),
  object: z.nullable(
    z.object({
      area: z.enum(permissionAreas),
      name: z
        .string()
        .check(
          z.regex(/^[0-9A-Za-z-]+$/, 'A name has letters, digits and hyphens.'),
          z.maxLength(objectNameMaxLength),
        ),
    }),
  ),
  /** Null for the vault or the object, which is not looked at otherwise. */
  above: z.nullable(z.enum(placesAbove)),
})
export type CreateRoleInput = z.infer<typeof createRoleInput>

/** An assignment that counts for the vault, by its ARM id. */
export const deleteRoleInput = z.object({
  vault: vaultName,
  id: z.string().check(
    z.maxLength(600),
    z.refine((id) => readAssignmentPath(id) !== null, { error: 'This is no role assignment.' }),
  ),
})
export type DeleteRoleInput = z.infer<typeof deleteRoleInput>
