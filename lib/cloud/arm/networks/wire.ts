import type { Db } from '../../store/store.ts'
import { networkResourceId } from './place.ts'
import { listSubnets, type Subnet, type VirtualNetwork } from './table.ts'

/** The network with its subnets as the management plane shows it. */
export function networkBody(db: Db, network: VirtualNetwork): object {
  return {
    name: network.name,
    id: networkResourceId('virtualNetworks', network),
    type: 'Microsoft.Network/virtualNetworks',
    location: network.location,
    tags: network.tags,
    properties: {
      provisioningState: 'Succeeded',
      addressSpace: { addressPrefixes: network.prefixes },
      subnets: listSubnets(db, network.key).map((subnet) => subnetBody(network, subnet)),
      virtualNetworkPeerings: [],
      enableDdosProtection: false,
    },
  }
}

export function subnetBody(network: VirtualNetwork, subnet: Subnet): object {
  return {
    name: subnet.name,
    id: `${networkResourceId('virtualNetworks', network)}/subnets/${subnet.name}`,
    type: 'Microsoft.Network/virtualNetworks/subnets',
    properties: {
      provisioningState: 'Succeeded',
      addressPrefix: subnet.prefix,
      serviceEndpoints: subnet.endpoints.map((service) => ({
        provisioningState: 'Succeeded',
        service,
        locations: service.toLowerCase() === 'microsoft.keyvault' ? ['*'] : [network.location],
      })),
      delegations: [],
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
    },
  }
}
