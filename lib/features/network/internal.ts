import 'server-only'
import type { ArmVault } from '#lib/azure/arm.ts'
import type { PrivateEndpointConnection } from '#lib/azure/vault-networks.ts'
import type { NetworkConfig, PublicAccess } from '#lib/domain/network/network-config.ts'
import type { EndpointConnection } from './schema.ts'

/** What Azure leaves out means: reachable by all, trusted services too. */
export function configOf({ properties }: ArmVault): NetworkConfig {
  const {
    bypass,
    defaultAction,
    ipRules = [],
    virtualNetworkRules = [],
  } = properties.networkAcls ?? {}
  return {
    publicNetworkAccess: accessOf(properties.publicNetworkAccess),
    defaultAction: isWord(defaultAction, 'Deny') ? 'Deny' : 'Allow',
    bypass: isWord(bypass, 'None') ? 'None' : 'AzureServices',
    ipRules: ipRules.map(({ value }) => value),
    subnets: virtualNetworkRules.map(({ id, ignoreMissingVnetServiceEndpoint }) => ({
      id: id.toLowerCase(),
      ignoreMissingEndpoint: ignoreMissingVnetServiceEndpoint === true,
    })),
  }
}

function accessOf(value: string | undefined): PublicAccess {
  if (isWord(value, 'Disabled')) return 'Disabled'
  return isWord(value, 'SecuredByPerimeter') ? 'SecuredByPerimeter' : 'Enabled'
}

/** The service keeps words in the case in which they were sent. */
function isWord(value: string | undefined, word: string): boolean {
  return value?.toLowerCase() === word.toLowerCase()
}

export function toConnection(connection: PrivateEndpointConnection): EndpointConnection {
  const state = connection.privateLinkServiceConnectionState
  return {
    name: connection.name ?? connection.id?.split('/').at(-1) ?? '',
    endpointId: connection.privateEndpoint?.id ?? '',
    status: state?.status ?? 'Disconnected',
    description: state?.description ?? '',
  }
}
