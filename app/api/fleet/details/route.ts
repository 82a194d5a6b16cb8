import { listDetails } from '#lib/features/fleet/list-details.ts'
import { type DetailEvent, listDetailsInput } from '#lib/features/fleet/schema.ts'
import { ndjson } from '#lib/runtime/ndjson.ts'
import { jsonBody, parsed, route } from '#lib/runtime/route.ts'

/** Vault, name and thumbprint of `detailsMax` certificates, the longest names included. */
const bodyMaxBytes = 2 * 1024 * 1024

/** A read; POST since thousands of names fit no address. A line of JSON for each certificate. */
export function POST(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const input = parsed(listDetailsInput, await jsonBody(request, bodyMaxBytes))
    return ndjson<DetailEvent>(request, (tell, signal) =>
      listDetails(services, caller, input, tell, signal),
    )
  })
}
