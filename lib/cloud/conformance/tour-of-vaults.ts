import type { Tourist } from './tourist.ts'

const arm = 'https://management.azure.com'

interface Estate {
  tenantId: string
  subscriptionId: string
  /** Owner of all that the tour makes. */
  objectId: string
}

const everything = { keys: ['all'], secrets: ['all'], certificates: ['all'] }

/** The resource group of the tour. */
export async function addGroup({ prepare }: Tourist, estate: Estate): Promise<void> {
  const { subscriptionId } = estate
  const group = `${arm}/subscriptions/${subscriptionId}/resourceGroups/tour`
  await prepare('PUT', `${group}?api-version=2021-04-01`, { location: 'westeurope' })
}

/** A vault for the tour: premium, on access policies. Returns its address on the data plane. */
export async function makeVault({ visit }: Tourist, estate: Estate, name: string): Promise<string> {
  const made = await visit('Vaults_CreateOrUpdate', 'PUT', `${groupOf(estate)}/vaults/${name}`, {
    location: 'westeurope',
    properties: {
      tenantId: estate.tenantId,
      sku: { family: 'A', name: 'premium' },
      enableRbacAuthorization: false,
      accessPolicies: [
        { tenantId: estate.tenantId, objectId: estate.objectId, permissions: everything },
      ],
    },
  })
  return String(made.body.properties.vaultUri).replace(/\/$/, '')
}

/** Every vault operation of `vaults.json`; the vault is deleted and purged at the end. */
export async function tourVaults(tourist: Tourist, estate: Estate): Promise<void> {
  const { visit } = tourist
  const provider = `${arm}/subscriptions/${estate.subscriptionId}/providers/Microsoft.KeyVault`
  const vault = `${groupOf(estate)}/vaults/tour-vault`
  await visit('Operations_List', 'GET', `${arm}/providers/Microsoft.KeyVault/operations`)
  await visit('Vaults_CheckNameAvailability', 'POST', `${provider}/checkNameAvailability`, {
    name: 'tour-vault',
    type: 'Microsoft.KeyVault/vaults',
  })
  await visit('Vaults_Get', 'GET', vault)
  await visit('Vaults_Update', 'PATCH', vault, { tags: { env: 'test' } })
  await visit('Vaults_UpdateAccessPolicy', 'PUT', `${vault}/accessPolicies/add`, {
    properties: {
      accessPolicies: [
        {
          tenantId: estate.tenantId,
          objectId: '00000000-0000-4000-8000-0000000000aa',
          permissions: { secrets: ['get'] },
        },
      ],
    },
  })
  await visit('Vaults_ListBySubscription', 'GET', `${provider}/vaults`)
  await visit('Vaults_ListByResourceGroup', 'GET', `${groupOf(estate)}/vaults`)
  await visit(
    'Vaults_List',
    'GET',
    `${arm}/subscriptions/${estate.subscriptionId}/resources?api-version=2015-11-01` +
      `&$filter=${encodeURIComponent("resourceType eq 'Microsoft.KeyVault/vaults'")}`,
  )
  await tourEndpoints(tourist, estate, vault)
  await tourObjects(tourist, vault)

  await visit('Vaults_Delete', 'DELETE', vault)
  await visit('Vaults_ListDeleted', 'GET', `${provider}/deletedVaults`)
  const deleted = `${provider}/locations/westeurope/deletedVaults/tour-vault`
  await visit('Vaults_GetDeleted', 'GET', deleted)
  const purge = await visit('Vaults_PurgeDeleted', 'POST', `${deleted}/purge`)
  if (purge.status !== 202) throw new Error(`Purge answered ${purge.status}.`)
}

async function tourEndpoints(
  { visit, prepare }: Tourist,
  estate: Estate,
  vault: string,
): Promise<void> {
  const network = groupOf(estate).replace('Microsoft.KeyVault', 'Microsoft.Network')
  const { pathname: vaultId } = new URL(vault)
  await prepare('PUT', `${network}/virtualNetworks/net?api-version=2024-05-01`, {
    location: 'westeurope',
    properties: {
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [{ name: 'sub', properties: { addressPrefix: '10.0.1.0/24' } }],
    },
  })
  await prepare('PUT', `${network}/privateEndpoints/pe?api-version=2024-05-01`, {
    location: 'westeurope',
    properties: {
      subnet: { id: `${new URL(network).pathname}/virtualNetworks/net/subnets/sub` },
      privateLinkServiceConnections: [
        { name: 'pe', properties: { privateLinkServiceId: vaultId, groupIds: ['vault'] } },
      ],
    },
  })
  await visit('PrivateLinkResources_ListByVault', 'GET', `${vault}/privateLinkResources`)
  const all = await visit(
    'PrivateEndpointConnections_ListByResource',
    'GET',
    `${vault}/privateEndpointConnections`,
  )
  const name = String(all.body.value[0]?.name ?? '')
  const connection = `${vault}/privateEndpointConnections/${name}`
  await visit('PrivateEndpointConnections_Get', 'GET', connection)
  await visit('PrivateEndpointConnections_Put', 'PUT', connection, {
    properties: { privateLinkServiceConnectionState: { status: 'Approved' } },
  })
  await visit('PrivateEndpointConnections_Delete', 'DELETE', connection)
}

async function tourObjects({ visit }: Tourist, vault: string): Promise<void> {
  await visit('Secrets_CreateOrUpdate', 'PUT', `${vault}/secrets/deployed`, {
    properties: { value: 'canary' },
  })
  await visit('Secrets_Get', 'GET', `${vault}/secrets/deployed`)
  await visit('Secrets_Update', 'PATCH', `${vault}/secrets/deployed`, { tags: { by: 'template' } })
  await visit('Secrets_List', 'GET', `${vault}/secrets`)
  const key = await visit('Keys_CreateIfNotExist', 'PUT', `${vault}/keys/deployed`, {
    properties: { kty: 'EC', curveName: 'P-256' },
  })
  await visit('Keys_Get', 'GET', `${vault}/keys/deployed`)
  await visit('Keys_List', 'GET', `${vault}/keys`)
  await visit('Keys_ListVersions', 'GET', `${vault}/keys/deployed/versions`)
  const version = String(key.body.properties.keyUriWithVersion).split('/').at(-1)
  await visit('Keys_GetVersion', 'GET', `${vault}/keys/deployed/versions/${version}`)
}

function groupOf({ subscriptionId }: Estate): string {
  return `${arm}/subscriptions/${subscriptionId}/resourceGroups/tour/providers/Microsoft.KeyVault`
}
