import 'server-only'
import type { DeletedCertificate as VaultDeleted } from '#lib/azure/certificates.ts'
import { toHex } from '#lib/base/encodings.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import { listVaults } from '../vaults/list.ts'
import type { PartialList } from '../vaults/schema.ts'
import { iso } from './internal.ts'
import type { DeletedCertificate, ListDeletedInput } from './schema.ts'

/** Deleted certificates of one vault or of all, last deleted first. Throws `FailureError`. */
export async function listDeletedCertificates(
  services: Services,
  caller: Caller,
  input: ListDeletedInput,
): Promise<PartialList<DeletedCertificate>> {
  authorize(caller, 'SecurityOperations')
  const azure = services.azureOf(caller)
  const vaults =
    input.vault === undefined
      ? await listVaults(services, caller)
      : { items: [{ name: input.vault }], failures: [] }
  const attempts = await mapBounded(vaults.items, fleetConcurrency, ({ name }) =>
    attempt(async () => {
      const found = await azure.certificates(name).listDeleted()
      return found.map((deleted) => toDeleted(name, deleted))
    }),
  )
  const { values, failures } = partial(attempts)
  const items = values.flat().sort((a, b) => ((a.deletedOn ?? '') > (b.deletedOn ?? '') ? -1 : 1))
  return { items, failures: [...vaults.failures, ...failures] }
}

function toDeleted(vault: string, deleted: VaultDeleted): DeletedCertificate {
  const { properties } = deleted
  const thumbprint = properties.x509Thumbprint
  return {
    vault,
    name: deleted.name,
    thumbprint: thumbprint === undefined || thumbprint.length === 0 ? null : toHex(thumbprint),
    enabled: properties.enabled ?? false,
    expiresOn: iso(properties.expiresOn),
    deletedOn: iso(deleted.deletedOn),
    scheduledPurgeOn: iso(deleted.scheduledPurgeDate),
    recoveryId: deleted.recoveryId ?? null,
    // With purge protection the level lacks this word: `Recoverable`, `CustomizedRecoverable`.
    purgeable: properties.recoveryLevel?.includes('Purgeable') ?? true,
    tags: properties.tags ?? {},
  }
}
