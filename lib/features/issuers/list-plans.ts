import 'server-only'
import type { KeyVaultCertificateWithPolicy } from '#lib/azure/certificates.ts'
import { ownerOf } from '#lib/domain/certificates/owner.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { iso, toPolicy } from '../certificates/internal.ts'
import { mapBounded } from '../concurrency.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import type { CertificatePlan, ListIssuersInput, VaultPlans } from './schema.ts'

/** Policies read at once: a vault may hold thousands, and others ask it too. */
const readsAtOnce = 16

/**
 * What the policy of each certificate of a vault says about its next version. No list tells a policy, so
 * this is one call for each certificate: only for a page that cannot do without. Throws `FailureError`.
 */
export async function listPlans(
  services: Services,
  caller: Caller,
  { vault }: ListIssuersInput,
): Promise<VaultPlans> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(vault)
  const names = (await gateway.list()).flatMap(({ name }) => name ?? [])
  const read = await mapBounded(names, readsAtOnce, async (name) => ({
    name,
    found: await attempt(() => gateway.get(name)),
  }))
  return {
    plans: read.flatMap(({ found }) => (found.ok ? [toPlan(found.value)] : [])),
    unread: read.flatMap(({ name, found }) =>
      // Deleted since it was listed: then it has no plan.
      found.ok || found.failure.code === 'not-found' ? [] : [{ name, failure: found.failure }],
    ),
  }
}

function toPlan({ name, policy, properties, cer }: KeyVaultCertificateWithPolicy): CertificatePlan {
  const plan = policy === undefined ? null : toPolicy(policy)
  return {
    name,
    policy: {
      issuer: plan?.issuer ?? null,
      lifetimeAction: plan?.lifetimeAction ?? null,
      validityMonths: plan?.validityMonths ?? null,
      enabled: policy?.enabled ?? null,
      updatedOn: plan?.updatedOn ?? null,
    },
    version:
      cer === undefined || cer.length === 0
        ? null
        : {
            enabled: properties.enabled ?? false,
            notBefore: iso(properties.notBefore),
            expiresOn: iso(properties.expiresOn),
            updatedOn: iso(properties.updatedOn),
          },
    owner: ownerOf(properties.tags ?? {}),
  }
}
