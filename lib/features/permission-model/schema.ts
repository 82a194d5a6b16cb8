import * as z from 'zod/mini'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import type { GivenOperations } from '#lib/domain/access/given-operations.ts'
import type { MigrationChoice } from '#lib/domain/access/migration.ts'
import type { ChangeLine } from '#lib/domain/access/migration-words.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { PermissionSet } from '#lib/domain/permissions/sets.ts'
import type { AccessGroup, AccessPrincipal } from '../access/schema.ts'
import { vaultName } from '../vaults/schema.ts'

/** A role that a migration assigns over the vault. */
export interface MigrationRole {
  readonly roleId: string
  readonly name: string
  readonly allows: string
  /** The name that the assignment gets: always the same one for vault, principal and role. */
  readonly assignmentId: string
}

/** One way for a principal under the other permission model. */
export interface MigrationWay {
  readonly kind: MigrationChoice['kind']
  /** Empty when it is an entry. */
  readonly roles: readonly MigrationRole[]
  /** The whole entry as it shall be; null when it is roles. */
  readonly permissions: PermissionSet | null
  readonly lost: readonly ChangeLine[]
  readonly gained: readonly ChangeLine[]
}

export interface MigrationRow {
  readonly principal: AccessPrincipal
  /** Of the portal, which its entry equals. */
  readonly template: string | null
  /** What it has now. */
  readonly holds: readonly GivenOperations[]
  /** Different ways, the proposed one first; never empty. */
  readonly ways: readonly [MigrationWay, ...MigrationWay[]]
  /** What is lost and gained when it is given nothing. */
  readonly without: Pick<MigrationWay, 'lost' | 'gained'>
  /** What the switch alone gives, by what is there and does not count yet. */
  readonly awakened: readonly ChangeLine[]
  /** Sentences. */
  readonly inexpressible: readonly string[]
  /** Its plain entry that is there and does not count, when the vault is on roles. */
  readonly leftover: AccessPolicy['permissions'] | null
}

/** An assignment that a migration made. */
export interface MadeAssignment {
  /** ARM id. */
  readonly id: string
  /** Its name. */
  readonly assignmentId: string
  readonly principalId: string
  readonly roleId: string
  readonly role: string
}

export interface MigrationReport {
  /** ARM resource id of the vault. */
  readonly id: string
  readonly permissionModel: 'access-policies' | 'rbac'
  /** Where the plan leads; the vault is there already when `state` says so. */
  readonly to: 'access-policies' | 'rbac'
  /** `switched`: a migration to roles was carried out, and the entries it came from are still there. */
  readonly state: 'planned' | 'switched'
  readonly rows: readonly MigrationRow[]
  readonly groups: readonly AccessGroup[]
  /** Assignments of this or an earlier run. */
  readonly made: readonly MadeAssignment[]
  /** What the plan was made from; the switch is not carried out when it is another by then. */
  readonly stamp: string
  readonly directoryUnread: Failure | null
}

export const getMigrationInput = z.object({ vault: vaultName })
export type GetMigrationInput = z.infer<typeof getMigrationInput>

/** The switch itself; asks for the vault's name once more. */
export const updatePermissionModelInput = z
  .object({
    vault: vaultName,
    to: z.enum(['rbac', 'access-policies']),
    stamp: z.string().check(z.maxLength(100)),
    confirm: z.string(),
  })
  .check(
    z.refine(({ vault, confirm }) => vault === confirm, {
      error: 'This is not the name of the vault.',
      path: ['confirm'],
    }),
  )
export type UpdatePermissionModelInput = z.infer<typeof updatePermissionModelInput>
