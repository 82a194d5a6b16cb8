import 'server-only'
import type { VaultAccess } from '#lib/domain/access/facts.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { Caller } from '#lib/session/caller.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'

export interface VaultAccessRead {
  readonly access: VaultAccess
  readonly rolesUnread: Failure | null
}

/**
 * Everything that decides who may use a vault's data, as this caller may see it. Entries come with the
 * vault; roles need rights of their own, and without them the rest is told. Throws `FailureError`.
 */
export async function readVaultAccess(
  services: Services,
  caller: Caller,
  name: string,
): Promise<VaultAccessRead> {
  const { arm, roles } = services.azureOf(caller)
  const { id, subscriptionId, resourceGroup } = await getVault(services, caller, { vault: name })
  const [{ properties }, read] = await Promise.all([
    arm.getVault(subscriptionId, resourceGroup, name),
    attempt(() =>
      Promise.all([
        roles.listAssignments(subscriptionId, id),
        roles.listDefinitions(subscriptionId, id),
      ]),
    ),
  ])
  const [assignments, definitions] = read.ok ? read.value : [[], []]
  return {
    access: {
      id,
      tenantId: properties.tenantId,
      permissionModel: properties.enableRbacAuthorization === true ? 'rbac' : 'access-policies',
      policies: (properties.accessPolicies ?? []).map((entry) => ({
        tenantId: entry.tenantId,
        objectId: entry.objectId,
        applicationId: entry.applicationId ?? null,
        permissions: {
          keys: entry.permissions.keys ?? [],
          secrets: entry.permissions.secrets ?? [],
          certificates: entry.permissions.certificates ?? [],
          storage: entry.permissions.storage ?? [],
        },
      })),
      assignments,
      definitions,
    },
    rolesUnread: read.ok ? null : read.failure,
  }
}
