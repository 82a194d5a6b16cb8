import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import type { GuardedAddresses, NetworkInput } from './schema.ts'

/**
 * The address of the person, as this console sees it, and of the console, as the vault sees it: whom a
 * change of the firewall must not shut out by mistake. What cannot be found out is null.
 */
export async function getAddresses(
  services: Services,
  caller: Caller,
  { vault, person }: NetworkInput & { person: string | null },
): Promise<GuardedAddresses> {
  authorize(caller, 'SecurityOperations')
  const seen = await attempt(() => services.azureOf(caller).vaultNetworks.seenAddress(vault))
  return { person, console: seen.ok ? seen.value : null }
}
