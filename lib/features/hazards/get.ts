import 'server-only'
import { hazardFacts } from '#lib/domain/hazards/facts.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { getCertificate } from '../certificates/get.ts'
import type { CertificateRef } from '../certificates/schema.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { countContacts, hazardsOf } from './internal.ts'
import type { RenewalHazards } from './schema.ts'

/**
 * What threatens the next renewal of one certificate. Whoever may read it but not its vault's tags or
 * contacts gets the checks that need neither. Throws `FailureError`.
 */
export async function getHazards(
  services: Services,
  caller: Caller,
  input: CertificateRef,
): Promise<RenewalHazards> {
  authorize(caller, 'SecurityOperations')
  const { vault } = input
  const [{ name, current, policy }, management, contacts] = await Promise.all([
    getCertificate(services, caller, input),
    attempt(() => getVault(services, caller, { vault })),
    countContacts(services, caller, vault),
  ])
  const contactsUnread = contacts === null ? [vault] : []
  if (policy === null) return { hazards: [], contactsUnread }
  const facts = hazardFacts(
    {
      vault,
      name,
      policy,
      enabled: current?.enabled ?? false,
      expiresOn: current?.expiresOn ?? null,
      tags: current?.tags ?? {},
      content: current?.content ?? null,
    },
    { tags: management.ok ? management.value.tags : {}, contacts },
  )
  return { hazards: hazardsOf(facts, services.clock.now()), contactsUnread }
}
