import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import type { PartialList } from '../vaults/schema.ts'
import type { SubnetChoice } from './schema.ts'

/** Subnets of every subscription that the caller can see, by id. Throws `FailureError`. */
export async function listSubnets(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<PartialList<SubnetChoice>> {
  authorize(caller, 'SecurityOperations')
  const { arm, vaultNetworks } = services.azureOf(caller)
  const attempts = await mapBounded(await arm.listSubscriptions(), fleetConcurrency, (one) =>
    attempt(() => vaultNetworks.listSubnets(one.subscriptionId ?? '')),
  )
  const { values, failures } = partial(attempts)
  const items = values.flat().map((subnet) => ({ ...subnet, id: subnet.id.toLowerCase() }))
  return { items: items.sort((a, b) => (a.id < b.id ? -1 : 1)), failures }
}
