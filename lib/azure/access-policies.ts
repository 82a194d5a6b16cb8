import 'server-only'
import type { AccessPolicyEntry, AccessPolicyUpdateKind } from '@azure/arm-keyvault'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

export interface VaultPolicies {
  readonly tenantId: string
  readonly policies: readonly AccessPolicy[]
}

/** Access policies of vaults, as one user. Every method throws `FailureError`. */
export interface AccessPolicyGateway {
  read(place: VaultPlace): Promise<VaultPolicies>
  /**
   * Sends entries alone, never the whole list. `add` joins their permissions to those that are there,
   * `replace` puts an entry in place of the one of the same principal and application, `remove` takes the
   * permissions away, and the entry with its last one. Answers all entries as they are now.
   * https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy
   */
  change(
    place: VaultPlace,
    kind: AccessPolicyUpdateKind,
    entries: readonly AccessPolicy[],
  ): Promise<readonly AccessPolicy[]>
}

export function accessPolicyGateway(clients: UserClients): AccessPolicyGateway {
  const vaults = ({ subscriptionId }: VaultPlace) => clients.vaults(subscriptionId).vaults
  const context = ({ vault }: VaultPlace, right: string): CallContext => ({
    plane: 'management',
    right: `Microsoft.KeyVault/vaults/${right}`,
    vault,
    object: `the access policies of ${vault}`,
  })
  return {
    read: (place) =>
      translated(context(place, 'read'), async () => {
        const { properties } = await vaults(place).get(place.resourceGroup, place.vault)
        return {
          tenantId: properties.tenantId,
          policies: (properties.accessPolicies ?? []).map(fromEntry),
        }
      }),
    change: (place, kind, entries) =>
      translated(context(place, 'accessPolicies/write'), async () => {
        const answer = await vaults(place).updateAccessPolicy(
          place.resourceGroup,
          place.vault,
          kind,
          { properties: { accessPolicies: entries.map(toEntry) } },
        )
        return answer.properties.accessPolicies.map(fromEntry)
      }),
  }
}

function fromEntry(entry: AccessPolicyEntry): AccessPolicy {
  const { keys = [], secrets = [], certificates = [], storage = [] } = entry.permissions
  return {
    tenantId: entry.tenantId,
    objectId: entry.objectId,
    applicationId: entry.applicationId ?? null,
    permissions: { keys, secrets, certificates, storage },
  }
}

/** Storage permissions are sent only where an entry has them: most vaults never had any. */
function toEntry({ tenantId, objectId, applicationId, permissions }: AccessPolicy) {
  const part = (names: readonly string[] | undefined) => [...(names ?? [])]
  return {
    tenantId,
    objectId,
    ...(applicationId === null ? {} : { applicationId }),
    permissions: {
      keys: part(permissions.keys),
      secrets: part(permissions.secrets),
      certificates: part(permissions.certificates),
      ...(permissions.storage?.length ? { storage: part(permissions.storage) } : {}),
    },
  }
}
