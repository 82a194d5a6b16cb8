import 'server-only'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import { changeWords } from '#lib/domain/access/policy-change.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { Permissions } from '#lib/domain/permissions/catalogue.ts'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import type { Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'

/** Where a vault is. Throws `FailureError` not-found. */
export async function placeOf(
  services: Services,
  caller: Caller,
  vault: string,
): Promise<VaultPlace> {
  const { subscriptionId, resourceGroup, name } = await getVault(services, caller, { vault })
  return { subscriptionId, resourceGroup, vault: name }
}

/** What somebody else did to an entry since the editor saw it, as a refusal of the write. */
export function policyChanged(
  vault: string,
  saw: Permissions | null,
  now: AccessPolicy | undefined,
): FailureError {
  const words = changeWords(saw ?? {}, now?.permissions ?? {}).join('; ')
  const what =
    now === undefined
      ? 'The entry was removed.'
      : `Since you looked, it ${saw ? 'changed' : 'was made'}: ${words}.`
  return new FailureError({
    code: 'changed-meanwhile',
    status: 409,
    title: 'Somebody else changed this entry',
    detail: `${what} Nothing of yours was sent.`,
    nextStep: 'Look at what it permits now, then decide.',
    plane: 'management',
    right: 'Microsoft.KeyVault/vaults/accessPolicies/write',
    vault,
  })
}

/** A refusal that belongs beside one field of the editor. */
export function wrongField(vault: string, field: string, message: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'Nothing was changed',
    detail: message,
    nextStep: 'Correct the marked field.',
    plane: 'management',
    vault,
    fields: { [field]: [message] },
  })
}
