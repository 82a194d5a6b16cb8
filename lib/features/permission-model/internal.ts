import 'server-only'
import { createHash } from 'node:crypto'
import { type RoleAssignment, sameId, type VaultAccess } from '#lib/domain/access/facts.ts'
import { readAssignmentPath } from '#lib/domain/roles/assignment-code.ts'
import { roleGuid } from '#lib/domain/roles/built-in-roles.ts'

/**
 * The name that a migration gives to an assignment: always the same for vault, principal and role. So what a
 * migration made is known again by anybody at any time, and a step that is done twice is done once.
 */
export function migrationAssignmentId(
  vaultId: string,
  principalId: string,
  roleId: string,
): string {
  const hash = sha256(
    ['permission-model', vaultId, principalId, roleGuid(roleId)].join('\n').toLowerCase(),
  )
  // The form of a GUID whose content is somebody's own: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
  const variant = ((Number.parseInt(hash[16] ?? '0', 16) & 3) | 8).toString(16)
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-')
}

/** Whether an assignment is one that a migration of this vault made. */
export function isOfMigration(vaultId: string, assignment: RoleAssignment): boolean {
  const { id, scope, principalId, roleDefinitionId } = assignment
  if (!sameId(scope, vaultId)) return false
  const name = readAssignmentPath(id)?.name ?? id
  return sameId(name, migrationAssignmentId(vaultId, principalId, roleDefinitionId))
}

/** Differs when anything differs that a plan is made from; what the migration itself made is left out. */
export function planStamp({ id, policies, assignments }: VaultAccess): string {
  const others = assignments.filter((one) => !isOfMigration(id, one)).map((one) => one.id)
  return sha256(JSON.stringify([policies.map((one) => JSON.stringify(one)).sort(), others.sort()]))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
