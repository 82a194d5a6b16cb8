import 'server-only'
import { roleOf } from '#lib/domain/access/decide-access.ts'
import { givenByRole } from '#lib/domain/access/given-operations.ts'
import { isOfVault, isRemovableFrom } from '#lib/domain/roles/assignment-code.ts'
import { findBuiltInRole, roleGuid } from '#lib/domain/roles/built-in-roles.ts'
import { scopeKind } from '#lib/domain/roles/scope.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { describePrincipal, groupsOf, placeWords, readVaultAccess } from '../access/internal.ts'
import { readDirectory } from '../principals/internal.ts'
import type { Services } from '../services.ts'
import { rolesOrThrow } from './internal.ts'
import type { ListRolesInput, RoleRow, VaultRoles } from './schema.ts'

const places: Readonly<Record<RoleRow['scopeKind'], number>> = {
  vault: 0,
  object: 1,
  other: 2,
  'resource-group': 3,
  subscription: 4,
  'management-group': 5,
  tenant: 6,
}

/**
 * Who has which role at a vault, in it and above it, by name and with what each allows; those of the vault
 * first. Throws `FailureError`, also where the caller may not read role assignments.
 */
export async function listRoles(
  services: Services,
  caller: Caller,
  { vault }: ListRolesInput,
): Promise<VaultRoles> {
  authorize(caller, 'SecurityOperations')
  const read = rolesOrThrow(await readVaultAccess(services, caller, vault))
  const { access, definitions } = read
  const ids = access.assignments.map(({ principalId }) => principalId)
  const directory = await readDirectory(services, caller, ids)
  const rows = access.assignments.map((assignment): RoleRow => {
    const { id, scope, condition, principalId, roleDefinitionId } = assignment
    const role = roleOf(access, assignment)
    const told = definitions.find((one) => roleGuid(one.id) === roleGuid(roleDefinitionId))
    return {
      id,
      principal: describePrincipal(principalId, access, directory, caller),
      role: {
        id: roleGuid(roleDefinitionId),
        name: role?.name ?? 'A role that is not there any more',
        allows: findBuiltInRole(roleDefinitionId)?.allows ?? told?.description ?? '',
        isCustom: told?.isCustom ?? false,
        gives: role === null ? [] : givenByRole(role),
      },
      scope,
      scopeWords: placeWords(scope, read),
      scopeKind: scopeKind(scope),
      inherited: !isOfVault(access.id, scope),
      removable: isRemovableFrom(access.id, scope),
      condition,
    }
  })
  return {
    id: access.id,
    subscriptionName: read.subscriptionName,
    permissionModel: access.permissionModel,
    rows: rows.sort((a, b) => places[a.scopeKind] - places[b.scopeKind] || byName(a, b)),
    groups: groupsOf(ids, directory, caller),
    directoryUnread: directory.namesUnread ?? directory.membersUnread,
  }
}

function byName(a: RoleRow, b: RoleRow): number {
  const name = ({ principal }: RoleRow) => principal.name ?? '\uffff'
  return (
    name(a).localeCompare(name(b), 'en') ||
    a.principal.id.localeCompare(b.principal.id) ||
    a.role.name.localeCompare(b.role.name, 'en')
  )
}
