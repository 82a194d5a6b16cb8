import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { Accepted, ConfirmedInput } from './schema.ts'

/** Deletes a certificate with its key and secret; it can be recovered until its retention ends. Throws `FailureError`. */
export async function deleteCertificate(
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
    { verb: 'certificates.delete', vault, object: name },
    async () => {
      await gateway.delete(name)
      return { vault, name }
    },
  )
}
