import 'server-only'
import { failureOf } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { iso } from './internal.ts'
import type { CertificateRef, NameUse } from './schema.ts'

/**
 * What a certificate of this name would meet in the vault: nothing, an earlier version, an order that is
 * not over, or a deleted certificate. Throws `FailureError`.
 */
export async function getNameUse(
  services: Services,
  caller: Caller,
  { vault, name }: CertificateRef,
): Promise<NameUse> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(vault)
  const newest = await orNull(gateway.get(name))
  if (newest === null) {
    // A name is held by one of the two, never by both.
    const deleted = await orNull(gateway.getDeleted(name))
    if (deleted === null) return { state: 'free' }
    return {
      state: 'deleted',
      scheduledPurgeOn: iso(deleted.scheduledPurgeDate),
      purgeable: deleted.properties.recoveryLevel?.includes('Purgeable') ?? true,
    }
  }
  const operation = await gateway.getOperation(name)
  if (operation?.status === 'inProgress') {
    return { state: 'pending', name: newest.name, issuer: operation.issuer }
  }
  return {
    state: 'taken',
    name: newest.name,
    expiresOn: iso(newest.properties.expiresOn),
    unissued: newest.cer === undefined || newest.cer.length === 0,
    issuer: newest.policy?.issuerName ?? null,
  }
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read
  } catch (error) {
    if (failureOf(error)?.code === 'not-found') return null
    throw error
  }
}
