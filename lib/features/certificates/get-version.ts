import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { toVersion } from './internal.ts'
import type { CertificateVersion, VersionRef } from './schema.ts'

/** One version with all its fields; the private key is never asked for. Throws `FailureError`. */
export async function getVersion(
  services: Services,
  caller: Caller,
  input: VersionRef,
): Promise<CertificateVersion> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(input.vault)
  const [version, newest] = await Promise.all([
    gateway.getVersion(input.name, input.version),
    gateway.get(input.name),
  ])
  return toVersion(input.vault, version, newest)
}
