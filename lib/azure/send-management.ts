import 'server-only'
import { createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import type { UserClients } from './clients.ts'

/**
 * Reads, or with a body writes, what no client of the SDKs has.
 * @param failed in the error: `The subnet was not given.`
 * @returns the JSON of the answer
 * @throws RestError on anything but 200 and 201
 */
export async function sendManagement(
  clients: UserClients,
  url: string,
  failed: string,
  body?: object,
): Promise<unknown> {
  const request = createPipelineRequest({
    url,
    method: body === undefined ? 'GET' : 'PUT',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (body !== undefined) request.headers.set('content-type', 'application/json')
  const response = await clients.management(request)
  const { status: statusCode } = response
  if (statusCode !== 200 && statusCode !== 201) {
    throw new RestError(failed, { statusCode, request, response })
  }
  return JSON.parse(response.bodyAsText ?? '')
}
