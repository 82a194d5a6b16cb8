import { expect, it } from 'vitest'
import { connectionCode, serviceEndpointCode } from './connection-code.ts'

const place = {
  subscriptionId: '11111111-0000-4000-8000-000000000001',
  resourceGroup: 'rg-prod',
  vault: 'contoso-prod',
}
const path =
  '/subscriptions/11111111-0000-4000-8000-000000000001/resourceGroups/rg-prod/providers/Microsoft.KeyVault/vaults/contoso-prod/privateEndpointConnections/billing.1'

it('approves an endpoint with each tool, in the words of whoever asked', () => {
  const answer = { name: 'billing.1', status: 'Approved', description: 'It’s ours' } as const
  const { request, az, powershell } = connectionCode(place, answer)
  expect(request).toMatchObject({
    method: 'PUT',
    path,
    body: {
      properties: {
        privateLinkServiceConnectionState: { status: 'Approved', description: 'It’s ours' },
      },
    },
  })
  expect(az?.code.replaceAll(/ \\\n */g, ' ')).toBe(
    "az keyvault private-endpoint-connection approve --vault-name contoso-prod --resource-group rg-prod --name billing.1 --description 'It’s ours'",
  )
  expect(powershell?.code).toContain('Approve-AzPrivateEndpointConnection')
  expect(powershell?.code).toContain(path)
})

it('rejects one, and says nothing where nobody said anything', () => {
  const { az, powershell } = connectionCode(place, {
    name: 'billing.1',
    status: 'Rejected',
    description: '',
  })
  expect(az?.code).toContain('private-endpoint-connection reject')
  expect(az?.code).not.toContain('--description')
  expect(powershell?.code).toContain('Deny-AzPrivateEndpointConnection')
})

it('adds the service endpoint beside those that a subnet has', () => {
  expect(serviceEndpointCode('/subscriptions/x/subnets/s').replaceAll(/ \\\n */g, ' ')).toBe(
    'az network vnet subnet update --ids /subscriptions/x/subnets/s --add serviceEndpoints service=Microsoft.KeyVault',
  )
})
