import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Accepted } from '../certificates/schema.ts'
import type { Services } from '../services.ts'
import type { DeleteOperationInput } from './schema.ts'

/**
 * Deletes the operation of a certificate with the key it made; a name under which nothing was ever issued
 * goes with it. What a CA has been asked for is not taken back there. Throws `FailureError`.
 */
export async function deleteOperation(
  services: Services,
  caller: Caller,
  { vault, name }: DeleteOperationInput,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificateOperations(vault)
  return recorded(
    services,
    caller,
    { verb: 'pending.delete-operation', vault, object: name },
    async () => {
      await gateway.delete(name)
      return { vault, name }
    },
  )
}
