import 'server-only'
import { isEmptyGuid } from '#lib/domain/access/decide-access.ts'
import { sameId, type VaultAccess } from '#lib/domain/access/facts.ts'
import { describeOperations } from '#lib/domain/access/given-operations.ts'
import { heldBy, heldDifference } from '#lib/domain/access/held.ts'
import {
  type MigrationChoice,
  type PrincipalMigration,
  planMigration,
} from '#lib/domain/access/migration.ts'
import { changeLine, inexpressibleWords } from '#lib/domain/access/migration-words.ts'
import { dataOperations } from '#lib/domain/access/operations.ts'
import { permissionSet } from '#lib/domain/permissions/sets.ts'
import { readAssignmentPath } from '#lib/domain/roles/assignment-code.ts'
import { findBuiltInRole, roleGuid } from '#lib/domain/roles/built-in-roles.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { describePrincipal, groupsOf, readVaultAccess } from '../access/internal.ts'
import { readDirectory } from '../principals/internal.ts'
import { rolesOrThrow } from '../roles/internal.ts'
import type { Services } from '../services.ts'
import { isOfMigration, migrationAssignmentId, planStamp } from './internal.ts'
import type { GetMigrationInput, MigrationReport, MigrationRow, MigrationWay } from './schema.ts'

/**
 * What switching the permission model of a vault would mean for everybody, and what a migration has done of
 * it so far. Changes nothing. Throws `FailureError`, also where roles may not be read.
 */
export async function getMigration(
  services: Services,
  caller: Caller,
  { vault }: GetMigrationInput,
): Promise<MigrationReport> {
  authorize(caller, 'SecurityOperations')
  const { access } = rolesOrThrow(await readVaultAccess(services, caller, vault))
  const made = access.assignments.filter((one) => isOfMigration(access.id, one))
  const switched =
    access.permissionModel === 'rbac' && made.length > 0 && access.policies.length > 0
  // The plan is about the vault as it is, or was, without what the migration itself has done.
  const from: VaultAccess = {
    ...access,
    permissionModel: switched ? 'access-policies' : access.permissionModel,
    assignments: access.assignments.filter((one) => !made.includes(one)),
  }
  const { to, principals } = planMigration(from)
  const ids = principals.map(({ principalId }) => principalId)
  const directory = await readDirectory(
    services,
    caller,
    ids,
    from.policies.flatMap(({ applicationId }) => applicationId ?? []),
  )
  return {
    id: access.id,
    permissionModel: access.permissionModel,
    to,
    state: switched ? 'switched' : 'planned',
    rows: principals.map((plan) => ({
      ...rowOf(from, plan),
      principal: describePrincipal(plan.principalId, access, directory, caller),
      inexpressible: plan.inexpressible.map((one) =>
        inexpressibleWords(
          one,
          one.what === 'application'
            ? (directory.application(one.applicationId)?.name ?? null)
            : null,
        ),
      ),
    })),
    groups: groupsOf(ids, directory, caller),
    made: made.map(({ id, principalId, roleDefinitionId }) => ({
      id,
      assignmentId: readAssignmentPath(id)?.name ?? id,
      principalId,
      roleId: roleGuid(roleDefinitionId),
      role: findBuiltInRole(roleDefinitionId)?.name ?? roleDefinitionId,
    })),
    stamp: planStamp(access),
    directoryUnread: directory.namesUnread ?? directory.membersUnread,
  }
}

type Facts = Omit<MigrationRow, 'principal' | 'inexpressible'>

function rowOf(vault: VaultAccess, plan: PrincipalMigration): Facts {
  const { principalId, choices, awakened, template } = plan
  const to = vault.permissionModel === 'rbac' ? 'access-policies' : 'rbac'
  const before = heldBy(vault, principalId)
  const without = heldDifference(before, heldBy(vault, principalId, to))
  const [first, ...others] = choices.filter(({ kind }) => kind !== 'custom-role')
  const way = (choice: MigrationChoice) => wayOf(vault, principalId, choice)
  const leftover = vault.policies.find(
    ({ objectId, applicationId }) =>
      sameId(objectId, principalId) && (applicationId === null || isEmptyGuid(applicationId)),
  )
  return {
    template: template?.name ?? null,
    holds: describeOperations(dataOperations.filter(({ id }) => before.possible.has(id))),
    ways: different([way(first ?? choices[0]), ...others.map(way)]),
    without: { lost: without.lost.map(changeLine), gained: without.gained.map(changeLine) },
    awakened: awakened.map(changeLine),
    leftover: to === 'access-policies' ? (leftover?.permissions ?? null) : null,
  }
}

function wayOf(vault: VaultAccess, principalId: string, choice: MigrationChoice): MigrationWay {
  const { kind, grant, lost, gained } = choice
  const changes = { lost: lost.map(changeLine), gained: gained.map(changeLine) }
  if (grant.by === 'entry') {
    const there = vault.policies.find(
      ({ objectId, applicationId }) =>
        sameId(objectId, principalId) && (applicationId === null || isEmptyGuid(applicationId)),
    )
    return { kind, roles: [], permissions: joined(there?.permissions ?? {}, grant), ...changes }
  }
  const roles = grant.roles.map(({ id, name }) => ({
    roleId: id,
    name,
    allows: findBuiltInRole(id)?.allows ?? '',
    assignmentId: migrationAssignmentId(vault.id, principalId, id),
  }))
  return { kind, roles, permissions: null, ...changes }
}

/** An entry that is there already keeps what it permits. */
function joined(
  there: VaultAccess['policies'][number]['permissions'],
  { permissions }: Extract<MigrationChoice['grant'], { by: 'entry' }>,
) {
  const held = permissionSet(there)
  return permissionSet({
    keys: [...held.keys, ...permissions.keys],
    secrets: [...held.secrets, ...permissions.secrets],
    certificates: [...held.certificates, ...permissions.certificates],
  })
}

/** Two ways that give the same are one. */
function different([first, ...others]: [MigrationWay, ...MigrationWay[]]): [
  MigrationWay,
  ...MigrationWay[],
] {
  const given = ({ roles, permissions }: MigrationWay) =>
    JSON.stringify([roles.map(({ roleId }) => roleId).sort(), permissions])
  const seen = new Set([given(first)])
  const rest = others.filter((way) => {
    const isNew = !seen.has(given(way))
    seen.add(given(way))
    return isNew
  })
  return [first, ...rest]
}
