import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Accepted, CertificateRef } from '../certificates/schema.ts'
import type { Services } from '../services.ts'

/**
 * Asks the vault to stop the operation of a certificate. It stays in progress until the vault or the CA
 * has reacted, and a CA may issue all the same. Throws `FailureError`.
 */
export async function cancelOperation(
  services: Services,
  caller: Caller,
  { vault, name }: CertificateRef,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificateOperations(vault)
  return recorded(services, caller, { verb: 'pending.cancel', vault, object: name }, async () => {
    await gateway.cancel(name)
    return { vault, name }
  })
}
