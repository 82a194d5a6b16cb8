import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { toAdministrators, toIssuer } from './internal.ts'
import type { Issuer, UpdateIssuerInput } from './schema.ts'

/** Changes the members that are given; returns the new state. Throws `FailureError`. */
export async function updateIssuer(
  services: Services,
  caller: Caller,
  input: UpdateIssuerInput,
): Promise<Issuer> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, accountId, credential, organizationId, administrators, enabled } = input
  const gateway = services.azureOf(caller).issuers(vault)
  return recorded(
    services,
    caller,
    { verb: 'issuers.update', vault, object: `issuers/${name}` },
    async () =>
      toIssuer(
        vault,
        await gateway.update(name, {
          ...(accountId === undefined ? {} : { accountId: accountId.trim() }),
          ...(credential === undefined ? {} : { password: credential }),
          ...(organizationId === undefined ? {} : { organizationId: organizationId.trim() }),
          ...(administrators === undefined
            ? {}
            : { administrators: toAdministrators(administrators) }),
          ...(enabled === undefined ? {} : { enabled }),
        }),
      ),
  )
}
