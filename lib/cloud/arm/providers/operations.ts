import { keyVaultProvider } from '../api-versions.ts'
import type { ReadOperation } from '../call.ts'
import { dataOperations, managementOperations } from './operation-names.ts'
import { logSpecifications, metricSpecifications } from './specification.ts'

/**
 * All that the provider can be asked to do, to anyone signed in: it is the same for everybody.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/operations/list
 */
export const listOperations: ReadOperation = {
  method: 'GET',
  path: '/providers/microsoft.keyvault/operations',
  name: 'Microsoft.KeyVault/operations/read',
  category: 'Administrative',
  versions: keyVaultProvider,
  handle: () => ({ status: 200, body: { value } }),
}

const value = [
  ...managementOperations.map((row) => wire(row, false)),
  ...dataOperations.map((row) => wire(row, true)),
  {
    ...wire(
      [
        'vaults/providers/Microsoft.Insights/logDefinitions/read',
        'Key Vault Log Definition',
        'Read Log Definitions',
      ],
      false,
    ),
    origin: 'system',
    properties: { serviceSpecification: { logSpecifications } },
  },
  {
    ...wire(
      [
        'vaults/providers/Microsoft.Insights/metricDefinitions/read',
        'Key Vault Metric Definition',
        'Read Metric Definitions',
      ],
      false,
    ),
    origin: 'system',
    properties: { serviceSpecification: { metricSpecifications } },
  },
]

function wire(
  [name, resource, operation]: readonly [string, string, string],
  isDataAction: boolean,
): object {
  return {
    name: `Microsoft.KeyVault/${name}`,
    display: { provider: 'Microsoft Key Vault', resource, operation, description: operation },
    isDataAction,
  }
}
