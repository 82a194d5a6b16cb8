import { keyVaultVersions, resourceManager } from '../api-versions.ts'
import type { Operation } from '../call.ts'
import { locations } from '../locations.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { listOperations } from './operations.ts'

/** Types without resources of their own in a group. */
const furtherTypes = [
  'vaults/secrets',
  'vaults/keys',
  'vaults/keys/versions',
  'vaults/accessPolicies',
  'operations',
  'checkNameAvailability',
  'deletedVaults',
  'locations',
  'locations/deletedVaults',
  'locations/operationResults',
]

/**
 * Whether the subscription may use Key Vault, and in which versions and regions.
 * @see https://learn.microsoft.com/rest/api/resources/providers/get
 */
const get: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/providers/microsoft.keyvault',
  name: 'Microsoft.Resources/subscriptions/providers/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    authorize(call, 'Microsoft.Resources/subscriptions/providers/read', `/subscriptions/${id}`)
    return {
      status: 200,
      body: {
        id: `/subscriptions/${id}/providers/Microsoft.KeyVault`,
        namespace: 'Microsoft.KeyVault',
        registrationState: 'Registered',
        registrationPolicy: 'RegistrationRequired',
        resourceTypes: [
          {
            resourceType: 'vaults',
            locations: locations.map((one) => one.displayName),
            apiVersions: keyVaultVersions,
            capabilities: 'CrossResourceGroupResourceMove, SupportsTags, SupportsLocation',
          },
          ...furtherTypes.map((resourceType) => ({
            resourceType,
            locations: [],
            apiVersions: keyVaultVersions,
            capabilities: 'None',
          })),
        ],
      },
    }
  },
}

export const providerReads: readonly Operation[] = [get, listOperations]
