import { networkResourceId } from '../arm/networks/place.ts'
import { insertPrivateEndpoint, putConnection } from '../arm/networks/private-endpoint-table.ts'
import { findNetwork, putNetwork, putSubnet, type Subnet } from '../arm/networks/table.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import { stableGuid } from '../stable-guid.ts'
import type { Db } from '../store/store.ts'
import type { Cast } from './cast.ts'

const subnets: readonly Subnet[] = [
  { name: 'snet-apps', prefix: '10.20.0.0/24', endpoints: ['Microsoft.KeyVault'] },
  { name: 'snet-agents', prefix: '10.20.1.0/24', endpoints: ['Microsoft.KeyVault'] },
  // Forgotten: a rule for it would have no effect.
  { name: 'snet-batch', prefix: '10.20.2.0/24', endpoints: [] },
  { name: 'snet-endpoints', prefix: '10.20.9.0/26', endpoints: [] },
]

/** The company's network, and a private endpoint that waits for the vault's owner; inside a write. */
export function putSampleNetworks(db: Db, cast: Cast): void {
  const place = { subscriptionId: cast.production, resourceGroup: 'rg-platform-prod' }
  const hub = { ...place, name: 'vnet-hub' }
  const location = 'westeurope'
  putNetwork(db, { ...hub, location, tags: { team: 'network' }, prefixes: ['10.20.0.0/16'] })
  const network = findNetwork(db, hub)
  const vault = findVaultByHostName(db, 'contoso-prod')
  if (!network || !vault) return
  for (const subnet of subnets) putSubnet(db, network.key, subnet)

  const endpoint = { ...place, name: 'pe-billing-to-contoso-prod' }
  const message = 'Billing reads its TLS certificate from the private network.'
  insertPrivateEndpoint(db, {
    ...endpoint,
    location,
    tags: {},
    subnetId: `${networkResourceId('virtualNetworks', hub)}/subnets/snet-endpoints`,
    connection: { name: 'billing', groupIds: ['vault'], message, manual: true },
    serviceId: vault.id,
  })
  putConnection(db, {
    vault: vault.key,
    name: 'billing.6f1c2e90',
    endpointId: networkResourceId('privateEndpoints', endpoint),
    status: 'Pending',
    description: message,
    etag: stableGuid('sample', 'connection of billing'),
  })
}
