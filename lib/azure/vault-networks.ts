import 'server-only'
import type { PrivateEndpointConnection } from '@azure/arm-keyvault'
import * as z from 'zod'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import type { UserClients } from './clients.ts'
import { type AzureCloud, vaultHost } from './clouds.ts'
import { type CallContext, translated } from './errors.ts'
import { listManagement } from './list-management.ts'
import { sendManagement } from './send-management.ts'
import type { Transport } from './transport.ts'

export type { PrivateEndpointConnection }

export interface NetworkSubnet {
  readonly id: string
  /** IPv4 range; empty when Azure does not say. */
  readonly prefix: string
  /** True when the subnet has the service endpoint of Key Vault, without which a rule has no effect. */
  readonly hasEndpoint: boolean
}

/** The networks around vaults, as one user. Every method throws `FailureError`. */
export interface VaultNetworkGateway {
  listConnections(place: VaultPlace): Promise<PrivateEndpointConnection[]>
  answerConnection(
    place: VaultPlace,
    name: string,
    status: 'Approved' | 'Rejected',
    description: string,
  ): Promise<PrivateEndpointConnection>
  /** The subnets of every virtual network of a subscription. */
  listSubnets(subscriptionId: string): Promise<NetworkSubnet[]>
  /** Gives a subnet the service endpoint of Key Vault, beside those it has. False: Azure is still at it. */
  enableEndpoint(subnetId: string): Promise<boolean>
  /** The address from which the vault sees the console; null when it does not say. Takes no right. */
  seenAddress(vault: string): Promise<string | null>
}

const subnet = z.object({
  id: z.string(),
  properties: z.object({
    addressPrefix: z.string().nullish(),
    addressPrefixes: z.array(z.string()).nullish(),
    serviceEndpoints: z.array(z.object({ service: z.string() })).nullish(),
  }),
})
const network = z.object({ properties: z.object({ subnets: z.array(subnet).nullish() }) })

/** All of a subnet: it is written back as a whole, so what is not known here stays in it. */
const wholeSubnet = z.looseObject({
  properties: z.looseObject({
    provisioningState: z.string().nullish(),
    serviceEndpoints: z.array(z.looseObject({ service: z.string() })).nullish(),
  }),
})

/** A page waits for it; mostly it takes Azure some seconds. */
const endpointPatienceMs = 20_000
const endpointPollMs = 1_000

export function vaultNetworkGateway(
  clients: UserClients,
  cloud: AzureCloud,
  transport: Transport,
): VaultNetworkGateway {
  const connections = ({ subscriptionId }: VaultPlace) =>
    clients.vaults(subscriptionId).privateEndpointConnections
  const context = (verb: 'read' | 'write', vault: string): CallContext => ({
    plane: 'management',
    right: `Microsoft.KeyVault/vaults/privateEndpointConnections/${verb}`,
    vault,
    object: `the private endpoint connections of ${vault}`,
    reads: verb === 'read',
  })
  return {
    listConnections: (place) =>
      translated(context('read', place.vault), async () => {
        const found: PrivateEndpointConnection[] = []
        const list = connections(place).listByResource(place.resourceGroup, place.vault)
        for await (const connection of list) found.push(connection)
        return found
      }),
    answerConnection: (place, name, status, description) =>
      translated(context('write', place.vault), () =>
        connections(place).put(place.resourceGroup, place.vault, name, {
          privateLinkServiceConnectionState: { status, description },
        }),
      ),
    // https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/list-all
    listSubnets: (subscriptionId) =>
      translated(
        {
          plane: 'management',
          right: 'Microsoft.Network/virtualNetworks/read',
          vault: null,
          object: 'the virtual networks',
        },
        async () => {
          const url = `https://${cloud.managementHost}/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Network/virtualNetworks?api-version=2024-05-01`
          const all = await listManagement(clients, url, network, 'the virtual networks')
          return all.flatMap(({ properties }) => (properties.subnets ?? []).map(toSubnet))
        },
      ),
    // https://learn.microsoft.com/rest/api/virtualnetwork/subnets/create-or-update
    enableEndpoint: (subnetId) =>
      translated(
        {
          plane: 'management',
          right: 'Microsoft.Network/virtualNetworks/subnets/write',
          vault: null,
          object: `the subnet ${subnetId.split('/').at(-1)}`,
        },
        async () => {
          const url = `https://${cloud.managementHost}${subnetId}?api-version=2024-05-01`
          const before = await sendSubnet(clients, url)
          const { properties } = before
          const serviceEndpoints = properties.serviceEndpoints ?? []
          if (serviceEndpoints.some(({ service }) => isKeyVault(service))) return true
          const endpoints = [...serviceEndpoints, { service: 'Microsoft.KeyVault' }]
          const after = { ...before, properties: { ...properties, serviceEndpoints: endpoints } }
          let now = await sendSubnet(clients, url, after)
          const until = Date.now() + endpointPatienceMs
          while (now.properties.provisioningState === 'Updating' && Date.now() < until) {
            await new Promise((resolve) => setTimeout(resolve, endpointPollMs))
            now = await sendSubnet(clients, url)
          }
          return now.properties.provisioningState !== 'Updating'
        },
      ),
    seenAddress: (vault) =>
      translated(
        { plane: 'data', right: 'none', vault, object: 'the address it sees', reads: true },
        async () => {
          const host = vaultHost(cloud, vault)
          // Refused for want of a token, before the firewall is asked; the answer names the address.
          const url = `https://${host}/certificates?api-version=7.6`
          const { headers } = await transport.request(host, { url, method: 'GET' })
          const info = headers['x-ms-keyvault-network-info'] ?? ''
          return /(?:^|;)addr=([^;]+)/.exec(info)?.[1] ?? null
        },
      ),
  }
}

async function sendSubnet(clients: UserClients, url: string, body?: object) {
  return wholeSubnet.parse(await sendManagement(clients, url, 'The subnet was not given.', body))
}

/** The endpoint of the region, or the one for all regions. */
function isKeyVault(service: string): boolean {
  return /^microsoft\.keyvault(\.global)?$/i.test(service)
}

function toSubnet({ id, properties }: z.infer<typeof subnet>): NetworkSubnet {
  const services = properties.serviceEndpoints ?? []
  return {
    id,
    prefix: properties.addressPrefix ?? properties.addressPrefixes?.[0] ?? '',
    hasEndpoint: services.some(({ service }) => isKeyVault(service)),
  }
}
