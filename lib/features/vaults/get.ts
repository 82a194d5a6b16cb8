import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { readVaults } from './internal.ts'
import type { GetVaultInput, Vault } from './schema.ts'

/** One vault by its name, which is unique in all of Azure. Throws `FailureError` not-found. */
export async function getVault(
  services: Services,
  caller: Caller,
  input: GetVaultInput,
): Promise<Vault> {
  authorize(caller, 'SecurityOperations')
  const { items, failures } = await readVaults(services, caller)
  const wanted = input.vault.toLowerCase()
  const vault = items.find((item) => item.name.toLowerCase() === wanted)
  if (vault !== undefined) return vault
  // It may be in the part that could not be read; then nobody can say that it does not exist.
  throw new FailureError(failures[0] ?? notFound(input.vault))
}

function notFound(vault: string): Failure {
  return {
    code: 'not-found',
    status: 404,
    title: 'There is no such vault',
    detail: `No vault named ${vault} is in a subscription that you may read.`,
    nextStep: 'Check the name, or go back to the list of vaults.',
    plane: 'management',
    right: 'Microsoft.KeyVault/vaults/read',
    vault,
  }
}
