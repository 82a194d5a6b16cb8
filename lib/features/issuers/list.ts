import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { mapBounded } from '../concurrency.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { toDetails } from './internal.ts'
import type { IssuerRow, ListIssuersInput } from './schema.ts'

/** Issuers read at once. A vault has a handful. */
const readsAtOnce = 8

/** Issuers of one vault by name, each with its details where the caller may read them. Throws `FailureError`. */
export async function listIssuers(
  services: Services,
  caller: Caller,
  { vault }: ListIssuersInput,
): Promise<readonly IssuerRow[]> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).issuers(vault)
  const heads = await gateway.list()
  const rows = await mapBounded(heads, readsAtOnce, async ({ name, provider }) => {
    const read = await attempt(() => gateway.get(name))
    return {
      vault,
      name,
      provider,
      details: read.ok ? toDetails(read.value) : null,
      failure: read.ok ? null : read.failure,
    }
  })
  return rows.sort((one, other) => (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1))
}
