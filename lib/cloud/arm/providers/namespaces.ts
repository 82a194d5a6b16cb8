import { authorizationProvider, keyVaultProvider } from '../api-versions.ts'
import { settingVersions } from '../diagnostics/wire.ts'
import { eventGridVersions } from '../event-grid/wire.ts'
import { networkProvider } from '../networks/api-versions.ts'
import { workspaceVersions } from '../workspaces/wire.ts'

/** A provider of which this cloud has something: its types, those first that stand in a region. */
interface Namespace {
  name: string
  versions: readonly string[]
  regional: readonly string[]
  further: readonly string[]
}

/** In the order of a list: by name. */
export const namespaces: readonly Namespace[] = [
  {
    name: 'Microsoft.Authorization',
    versions: authorizationProvider.known,
    regional: [],
    further: ['roleAssignments', 'roleDefinitions', 'denyAssignments', 'permissions'],
  },
  {
    name: 'Microsoft.EventGrid',
    versions: eventGridVersions.known,
    regional: ['systemTopics'],
    further: ['eventSubscriptions'],
  },
  {
    name: 'Microsoft.Insights',
    versions: settingVersions.known,
    regional: [],
    further: ['diagnosticSettings', 'diagnosticSettingsCategories'],
  },
  {
    name: 'Microsoft.KeyVault',
    versions: keyVaultProvider.known,
    regional: ['vaults'],
    further: [
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
    ],
  },
  {
    name: 'Microsoft.Network',
    versions: networkProvider.known,
    regional: ['virtualNetworks', 'privateEndpoints'],
    further: ['virtualNetworks/subnets'],
  },
  {
    name: 'Microsoft.OperationalInsights',
    versions: workspaceVersions.known,
    regional: ['workspaces'],
    further: [],
  },
]
