import 'server-only'
import { sameSettings } from '#lib/domain/certificates/version-settings.ts'
import { changedMeanwhile } from '#lib/domain/changed-meanwhile.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'

import { getVersion } from './get-version.ts'
import type { CertificateVersion, UpdateVersionInput } from './schema.ts'

/**
 * Changes what the service lets us change on a version; returns its new state. Throws `FailureError`,
 * changed-meanwhile when `seen` is not what the vault holds any more.
 */
export async function updateVersion(
  services: Services,
  caller: Caller,
  input: UpdateVersionInput,
): Promise<CertificateVersion> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, version, seen, enabled, tags } = input
  const gateway = services.azureOf(caller).certificates(vault)
  await recorded(
    services,
    caller,
    { verb: 'certificates.update-version', vault, object: name, version },
    async () => {
      if (seen !== undefined) {
        const { properties } = await gateway.getVersion(name, version)
        const held = { enabled: properties.enabled ?? false, tags: properties.tags ?? {} }
        if (!sameSettings(seen, held)) {
          throw changedMeanwhile(vault, 'This version', properties.updatedOn)
        }
      }
      await gateway.update(name, version, {
        ...(enabled === undefined ? {} : { enabled }),
        ...(tags === undefined ? {} : { tags }),
      })
    },
  )
  return getVersion(services, caller, { vault, name, version })
}
