import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { Accepted, CertificateRef } from './schema.ts'

/** Recovers a deleted certificate with its key and secret. Throws `FailureError`. */
export async function recoverCertificate(
  services: Services,
  caller: Caller,
  input: CertificateRef,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const { vault, name } = input
  const gateway = services.azureOf(caller).certificates(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.recover', vault, object: name },
    async () => {
      await gateway.recover(name)
      return { vault, name }
    },
  )
}
