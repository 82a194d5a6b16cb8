import 'server-only'
import * as z from 'zod'
import type { UserClients } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { type CallContext, translated } from './errors.ts'
import { listManagement } from './list-management.ts'

export interface ResourceGroup {
  readonly name: string
  /** `westeurope` */
  readonly location: string
}

export interface Region {
  readonly name: string
  readonly displayName: string
}

/** Where something can be made, as one user. Every method throws `FailureError`. */
export interface ResourceGroupGateway {
  listGroups(subscriptionId: string): Promise<ResourceGroup[]>
  listRegions(subscriptionId: string): Promise<Region[]>
}

const group = z.object({ name: z.string(), location: z.string() })

const read = (right: string, object: string): CallContext => ({
  plane: 'management',
  right: `Microsoft.Resources/subscriptions/${right}`,
  vault: null,
  object,
})

export function resourceGroupGateway(
  clients: UserClients,
  { managementHost }: AzureCloud,
): ResourceGroupGateway {
  return {
    // https://learn.microsoft.com/rest/api/resources/resource-groups/list
    listGroups: (subscriptionId) =>
      translated(read('resourceGroups/read', 'the resource groups'), () =>
        listManagement(
          clients,
          `https://${managementHost}/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups?api-version=2021-04-01`,
          group,
          'the resource groups',
        ),
      ),
    listRegions: (subscriptionId) =>
      translated(read('locations/read', 'the regions'), async () => {
        const regions: Region[] = []
        const list = clients.subscriptions().subscriptions.listLocations(subscriptionId)
        for await (const { name, displayName } of list) {
          if (name !== undefined) regions.push({ name, displayName: displayName ?? name })
        }
        return regions
      }),
  }
}
