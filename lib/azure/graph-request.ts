import 'server-only'
import type { TokenCredential } from '@azure/core-auth'
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  RestError,
} from '@azure/core-rest-pipeline'
import { type AzureCloud, scopeOf } from './clouds.ts'

/** A read of the directory. */
export interface GraphRequest {
  /** After `/v1.0`, with its query: `/users?$top=20`. */
  readonly path: string
  /** Makes it a POST: Graph asks so for questions that are too long for an address. */
  readonly body?: unknown
}

/**
 * Sends one request to Microsoft Graph as the user. `ConsistencyLevel: eventual` is what `$search` and
 * `$count` demand: https://learn.microsoft.com/graph/aad-advanced-queries
 * Throws `RestError` on anything but 2xx.
 */
export async function graphRequest(
  client: HttpClient,
  cloud: AzureCloud,
  credential: TokenCredential,
  { path, body }: GraphRequest,
): Promise<unknown> {
  const token = await credential.getToken(scopeOf(cloud, 'graph'))
  const request = createPipelineRequest({
    url: `https://${cloud.graphHost}/v1.0${path}`,
    method: body === undefined ? 'GET' : 'POST',
    headers: createHttpHeaders({
      authorization: `Bearer ${token?.token ?? ''}`,
      consistencylevel: 'eventual',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await client.sendRequest(request)
  if (response.status < 200 || response.status > 299) {
    throw new RestError('Microsoft Graph refused.', {
      statusCode: response.status,
      request,
      response,
    })
  }
  return JSON.parse(response.bodyAsText ?? '{}')
}
