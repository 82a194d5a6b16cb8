import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { toIssuer } from './internal.ts'
import type { Issuer, IssuerRef } from './schema.ts'

/** One issuer, without its credential. Throws `FailureError`. */
export async function getIssuer(
  services: Services,
  caller: Caller,
  { vault, name }: IssuerRef,
): Promise<Issuer> {
  authorize(caller, 'SecurityOperations')
  return toIssuer(vault, await services.azureOf(caller).issuers(vault).get(name))
}
