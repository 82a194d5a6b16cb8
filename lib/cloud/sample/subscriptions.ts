import { invariant } from '#lib/base/invariant.ts'
import { insertRoleAssignment, type PrincipalType } from '../arm/authorization/assignments.ts'
import { builtInRoles } from '../arm/authorization/built-in-roles.ts'
import { findSubscription, insertSubscription } from '../arm/subscriptions/table.ts'
import { stableGuid } from '../stable-guid.ts'
import type { Db } from '../store/store.ts'
import type { Cast } from './cast.ts'

/**
 * What exists with or without sample data: the two subscriptions, and the automation application as
 * Owner and Key Vault Administrator on both. Inside a write; does nothing when they are there.
 */
export function seedSubscriptions(db: Db, cast: Cast, at: Date): void {
  for (const [id, displayName] of [
    [cast.production, 'Contoso Production'],
    [cast.development, 'Contoso Development'],
  ] as const) {
    if (findSubscription(db, id)) continue
    insertSubscription(db, { id, tenantId: cast.tenantId, displayName })
    for (const role of ['Owner', 'Key Vault Administrator']) {
      assign(db, cast, at, role, 'ServicePrincipal', cast.automation, `/subscriptions/${id}`)
    }
  }
}

/** Gives a built-in role, by its name, to a principal over a scope. */
export function assign(
  db: Db,
  cast: Cast,
  at: Date,
  roleName: string,
  principalType: PrincipalType,
  principalId: string,
  scope: string,
): void {
  const role = builtInRoles.find((one) => one.name === roleName)
  invariant(role, `there is a built-in role ${roleName}`)
  insertRoleAssignment(db, {
    id: stableGuid(cast.tenantId, `assignment ${role.id} ${principalId} ${scope}`),
    scope,
    roleId: role.id,
    principalId,
    principalType,
    createdAt: at,
    createdBy: cast.automation,
  })
}
