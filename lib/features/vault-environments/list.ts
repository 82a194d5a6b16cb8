import 'server-only'
import { mixedEnvironments } from '#lib/domain/mixed-environments.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { listCertificates } from '../certificates/list.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import { listVaults } from '../vaults/list.ts'
import type { MixedVaults } from './schema.ts'

/**
 * Vaults that several environments share. Reads the certificates of each vault for their tags, and no
 * secret; a vault that cannot be read is a failure beside the rest. Throws `FailureError`.
 */
export async function listMixedVaults(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<MixedVaults> {
  authorize(caller, 'SecurityOperations')
  const vaults = await listVaults(services, caller)
  const attempts = await mapBounded(vaults.items, fleetConcurrency, ({ name, tags }) =>
    attempt(async () => {
      const certificates = await listCertificates(services, caller, { vault: name })
      return { vault: name, environments: mixedEnvironments(tags, certificates) }
    }),
  )
  const { values, failures } = partial(attempts)
  return {
    items: values.filter(({ environments }) => environments.length > 0),
    failures: [...vaults.failures, ...failures],
  }
}
