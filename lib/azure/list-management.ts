import 'server-only'
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import * as z from 'zod'
import type { UserClients } from './clients.ts'

/**
 * Lists from Resource Manager what no client of the SDKs has, page by page.
 * @param what after "cannot list": `the resource groups`
 * @throws RestError on anything but 200
 */
export async function listManagement<T extends z.ZodType>(
  clients: UserClients,
  address: string,
  item: T,
  what: string,
): Promise<z.infer<T>[]> {
  const page = z.object({ value: z.array(item), nextLink: z.string().nullish() })
  const items: z.infer<T>[] = []
  let url: string | null | undefined = address
  while (url) {
    const request = createPipelineRequest({ url, method: 'GET' })
    const response = await clients.management(request)
    if (response.status !== 200) {
      const { status: statusCode } = response
      throw new RestError(`Cannot list ${what}.`, { statusCode, request, response })
    }
    const { value, nextLink }: z.infer<typeof page> = page.parse(
      JSON.parse(response.bodyAsText ?? ''),
    )
    items.push(...value)
    url = nextLink
  }
  return items
}
