import 'server-only'
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import * as z from 'zod'
import type { UserClients } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { type CallContext, translated } from './errors.ts'

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

const page = z.object({
  value: z.array(z.object({ name: z.string(), location: z.string() })),
  nextLink: z.string().nullish(),
})

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
    listGroups: (subscriptionId) =>
      translated(read('resourceGroups/read', 'the resource groups'), async () => {
        const groups: ResourceGroup[] = []
        let url: string | null | undefined =
          `https://${managementHost}/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups?api-version=2021-04-01`
        while (url) {
          const { value, nextLink } = await readPage(clients, url)
          groups.push(...value)
          url = nextLink
        }
        return groups
      }),
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

/**
 * No client of the console's lists groups.
 * https://learn.microsoft.com/rest/api/resources/resource-groups/list
 */
async function readPage(clients: UserClients, url: string): Promise<z.infer<typeof page>> {
  const request = createPipelineRequest({ url, method: 'GET' })
  const response = await clients.management(request)
  if (response.status !== 200) {
    throw new RestError('The resource groups cannot be listed.', {
      statusCode: response.status,
      request,
      response,
    })
  }
  return page.parse(JSON.parse(response.bodyAsText ?? ''))
}
