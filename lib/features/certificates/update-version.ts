import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { getVersion } from './get-version.ts'
import type { CertificateVersion, UpdateVersionInput } from './schema.ts'

/** Changes what the service lets us change on a version; returns its new state. Throws `FailureError`. */
export async function updateVersion(
  services: Services,
  caller: Caller,
  input: UpdateVersionInput,
): Promise<CertificateVersion> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, version, enabled, tags } = input
  const gateway = services.azureOf(caller).certificates(vault)
  await recorded(
    services,
    caller,
    { verb: 'certificates.update-version', vault, object: name, version },
    () =>
      gateway.update(name, version, {
        ...(enabled === undefined ? {} : { enabled }),
        ...(tags === undefined ? {} : { tags }),
      }),
  )
  return getVersion(services, caller, { vault, name, version })
}
