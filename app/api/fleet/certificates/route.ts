import { listFleet } from '#lib/features/fleet/list.ts'
import { type FleetEvent, listFleetInput } from '#lib/features/fleet/schema.ts'
import { ndjson } from '#lib/runtime/ndjson.ts'
import { parsed, route } from '#lib/runtime/route.ts'

/** Every certificate of every vault, or of each `vault` of the query; a line of JSON for each event. */
export function GET(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const vaults = new URL(request.url).searchParams.getAll('vault')
    const input = parsed(listFleetInput, vaults.length === 0 ? {} : { vaults })
    return ndjson<FleetEvent>(request, (tell, signal) =>
      listFleet(services, caller, input, tell, signal),
    )
  })
}
