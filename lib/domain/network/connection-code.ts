import type { ManagementWrite } from '../show-as-code/management.ts'
import { bashWord, powershellString } from '../show-as-code/quote.ts'
import { cmdlet, command } from '../show-as-code/shell-command.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { type VaultPlace, vaultPath } from '../vaults/place.ts'

export interface ConnectionAnswer {
  readonly name: string
  readonly status: 'Approved' | 'Rejected'
  readonly description: string
}

/**
 * Lets a private endpoint lead to the vault, or not.
 * https://learn.microsoft.com/cli/azure/keyvault/private-endpoint-connection,
 * https://learn.microsoft.com/powershell/module/az.network/approve-azprivateendpointconnection
 */
export function connectionCode(
  place: VaultPlace,
  { name, status, description }: ConnectionAnswer,
): ManagementWrite {
  const path = `${vaultPath(place)}/privateEndpointConnections/${name}`
  const [verb, cmd] =
    status === 'Approved'
      ? ['approve', 'Approve-AzPrivateEndpointConnection']
      : ['reject', 'Deny-AzPrivateEndpointConnection']
  const words = description === '' ? [] : [['--description', bashWord(description)] as const]
  return {
    kind: 'management',
    request: {
      method: 'PUT',
      path,
      apiVersion: vaultApiVersion,
      body: { properties: { privateLinkServiceConnectionState: { status, description } } },
    },
    az: {
      code: command(`az keyvault private-endpoint-connection ${verb}`, [
        ['--vault-name', bashWord(place.vault)],
        ['--resource-group', bashWord(place.resourceGroup)],
        ['--name', bashWord(name)],
        ...words,
      ]),
      notes: [],
    },
    powershell: {
      code: cmdlet(cmd, [
        `-ResourceId ${powershellString(path)}`,
        ...(description === '' ? [] : [`-Description ${powershellString(description)}`]),
      ]),
      notes: [],
    },
  }
}

/** For a subnet without it; whole subnets are written otherwise, so only this tool says it in one line. */
export function serviceEndpointCode(subnetId: string): string {
  return command('az network vnet subnet update', [
    ['--ids', bashWord(subnetId)],
    ['--add', 'serviceEndpoints service=Microsoft.KeyVault'],
  ])
}
