import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import type { SubscriptionInput, SubscriptionPlaces, VaultPlaces } from './schema.ts'

/** Subscriptions in which a vault may be made; whether the caller may is for Azure to say. Throws `FailureError`. */
export async function listVaultPlaces(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<VaultPlaces> {
  authorize(caller, 'SecurityOperations')
  const found = await services.azureOf(caller).arm.listSubscriptions()
  const subscriptions = found
    .map(({ subscriptionId = '', displayName, tenantId = '' }) => ({
      id: subscriptionId,
      name: displayName ?? subscriptionId,
      tenantId,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return { subscriptions }
}

/** Groups and regions of a subscription, sorted by name. Throws `FailureError`. */
export async function listSubscriptionPlaces(
  services: Services,
  caller: Caller,
  { subscriptionId }: SubscriptionInput,
): Promise<SubscriptionPlaces> {
  authorize(caller, 'SecurityOperations')
  const { resourceGroups } = services.azureOf(caller)
  const [groups, regions] = await Promise.all([
    resourceGroups.listGroups(subscriptionId),
    resourceGroups.listRegions(subscriptionId),
  ])
  return {
    groups: groups
      .map(({ name, location }) => ({ name, location }))
      .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
    regions: regions.sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
  }
}
