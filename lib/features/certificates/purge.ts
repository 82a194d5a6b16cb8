import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { Accepted, ConfirmedInput } from './schema.ts'

/** Removes a deleted certificate for good: nothing brings it back. Throws `FailureError`. */
export async function purgeCertificate(
  services: Services,
  caller: Caller,
  input: ConfirmedInput,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const { vault, name } = input
  const gateway = services.azureOf(caller).certificates(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.purge', vault, object: name },
    async () => {
      await gateway.purge(name)
      return { vault, name }
    },
  )
}
