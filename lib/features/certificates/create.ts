import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { toVaultPolicy } from './internal.ts'
import type { Accepted, CreateCertificateInput } from './schema.ts'

/**
 * Orders a certificate, or the next version of one, from whoever its policy names. Returns when the vault
 * has accepted the order; `getPendingOperation` tells when it is done, or what is waited for. Throws
 * `FailureError`.
 */
export async function createCertificate(
  services: Services,
  caller: Caller,
  input: CreateCertificateInput,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, policy, tags } = input
  const gateway = services.azureOf(caller).certificates(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.create', vault, object: name },
    async () => {
      await gateway.create(name, { policy: toVaultPolicy(policy), enabled: policy.enabled, tags })
      return { vault, name }
    },
  )
}
