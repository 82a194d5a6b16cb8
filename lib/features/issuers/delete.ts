import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { listIssuerUses } from './list-uses.ts'
import type { DeleteIssuerInput } from './schema.ts'

/**
 * Deletes an issuer for good. Certificates that name it stay, and cannot be renewed any more: when there
 * are others than the person was told, nothing happens. Throws `FailureError`.
 */
export async function deleteIssuer(
  services: Services,
  caller: Caller,
  { vault, name, uses }: DeleteIssuerInput,
): Promise<{ readonly vault: string; readonly name: string }> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).issuers(vault)
  return recorded(
    services,
    caller,
    { verb: 'issuers.delete', vault, object: `issuers/${name}` },
    async () => {
      if (uses !== null) {
        const now = await listIssuerUses(services, caller, { vault, name })
        const untold = now.uses.filter((use) => !uses.includes(use.name)).map((use) => use.name)
        if (untold.length > 0) throw usedMeanwhile(vault, name, untold)
      }
      await gateway.delete(name)
      return { vault, name }
    },
  )
}

function usedMeanwhile(vault: string, name: string, untold: readonly string[]): FailureError {
  return new FailureError({
    code: 'conflict',
    status: 409,
    title: 'More certificates use it by now',
    detail: `Since you looked, ${untold.slice(0, 5).join(', ')}${untold.length > 5 ? ' and others' : ''} ${untold.length === 1 ? 'names' : 'name'} ${name} in ${untold.length === 1 ? 'its policy' : 'their policies'}. Nothing was deleted.`,
    nextStep: 'Look at the list again, then decide.',
    plane: 'data',
    vault,
  })
}
