import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { toOperation } from './internal.ts'
import type { CertificateRef, PendingOperation } from './schema.ts'

/** The create operation of a certificate; null when the vault keeps none. Throws `FailureError`. */
export async function getPendingOperation(
  services: Services,
  caller: Caller,
  input: CertificateRef,
): Promise<PendingOperation | null> {
  authorize(caller, 'SecurityOperations')
  return toOperation(
    await services.azureOf(caller).certificates(input.vault).getOperation(input.name),
  )
}
