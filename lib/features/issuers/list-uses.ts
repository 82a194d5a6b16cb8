import 'server-only'
import { sameIssuer } from '#lib/domain/certificates/issuers/draft.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { mapBounded } from '../concurrency.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { listPlans } from './list-plans.ts'
import type { IssuerRef, IssuerUses } from './schema.ts'

const readsAtOnce = 16

/** The certificates whose policy names an issuer, each with its last order. Throws `FailureError`. */
export async function listIssuerUses(
  services: Services,
  caller: Caller,
  { vault, name }: IssuerRef,
): Promise<IssuerUses> {
  authorize(caller, 'SecurityOperations')
  const { plans, unread } = await listPlans(services, caller, { vault })
  const gateway = services.azureOf(caller).certificates(vault)
  const ours = plans.filter(({ policy }) => sameIssuer(policy.issuer, name))
  const uses = await mapBounded(ours, readsAtOnce, async (plan) => {
    const read = await attempt(() => gateway.getOperation(plan.name))
    const order = read.ok ? read.value : null
    return { ...plan, order: order && { status: order.status, error: order.error } }
  })
  return { uses, unread }
}
