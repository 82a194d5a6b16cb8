import { putApplication } from '../login/directory.ts'
import { stableGuid } from '../stable-guid.ts'
import type { Db } from '../store/store.ts'
import type { Cast } from './cast.ts'

/**
 * Applications of the sample company. They never sign in: what they have is rights. A managed identity
 * is that of a resource, whose ARM type and place it names.
 */
const workloads = {
  'petdash-web': identity('rg-petdash-prod', 'Microsoft.Web/sites'),
  'petdash-orders': identity('rg-petdash-prod', 'Microsoft.App/containerApps'),
  'agw-contoso-prod': identity(
    'rg-platform-prod',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
  ),
  'petdash-billing': identity('rg-petdash-prod', 'Microsoft.Web/sites'),
  'aks-platform-kubelet': identity(
    'rg-platform-prod',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
  ),
  'disk-encryption-set-01': identity('rg-platform-prod', 'Microsoft.Compute/diskEncryptionSets'),
  'vm-build-01': identity('rg-platform-dev', 'Microsoft.Compute/virtualMachines'),
  'iot-hub-provisioning': null,
  'github-deploy': null,
  'backup-appliance': null,
  'contoso-intranet': null,
  'vpn-gateway-radius': null,
  'monitoring-probe': null,
  'terraform-platform': null,
} as const

export type Workload = keyof typeof workloads

interface Place {
  resourceGroup: string
  type: string
}

function identity(resourceGroup: string, type: string): Place {
  return { resourceGroup, type }
}

/** Puts them into the directory, inside a write. */
export function putWorkloads(db: Db, cast: Cast): void {
  for (const [name, place] of Object.entries(workloads)) {
    putApplication(db, {
      clientId: stableGuid(cast.tenantId, `client ${name}`),
      objectId: stableGuid(cast.tenantId, `principal ${name}`),
      displayName: name,
      kind: place === null ? 'Application' : 'ManagedIdentity',
      alternativeNames: place === null ? [] : alternativeNames(cast, name, place),
    })
  }
}

/**
 * What the directory tells of a managed identity's origin.
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-view-managed-identity-service-principal
 */
function alternativeNames(cast: Cast, name: string, { resourceGroup, type }: Place): string[] {
  const subscription = resourceGroup.endsWith('-prod') ? cast.production : cast.development
  const isUserAssigned = type.startsWith('Microsoft.ManagedIdentity/')
  return [
    `isExplicit=${isUserAssigned ? 'True' : 'False'}`,
    `/subscriptions/${subscription}/resourcegroups/${resourceGroup}/providers/${type}/${name}`,
  ]
}
