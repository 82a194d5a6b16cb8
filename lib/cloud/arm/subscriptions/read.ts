import { resourceManager } from '../api-versions.ts'
import { hasAnyRole } from '../authorization/evaluate.ts'
import type { AuthenticatedCall, Operation } from '../call.ts'
import { ArmError, subscriptionNotFound } from '../errors.ts'
import { locations } from '../locations.ts'
import { authorize } from '../steps/authorize.ts'
import { findSubscription, listSubscriptions, type SubscriptionRecord } from './table.ts'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** The subscription that the path names. Throws the service's 400 or 404. */
export function requireSubscription(call: AuthenticatedCall, id: string): SubscriptionRecord {
  if (!guid.test(id)) {
    throw new ArmError(
      400,
      'InvalidSubscriptionId',
      `The provided subscription identifier '${id}' is malformed or invalid.`,
    )
  }
  const subscription = findSubscription(call.ctx.store, id)
  if (!subscription) throw subscriptionNotFound(id)
  return subscription
}

/** Only subscriptions on which, or below which, the caller holds a role. */
const list: Operation = {
  method: 'GET',
  path: '/subscriptions',
  name: 'Microsoft.Resources/subscriptions/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call) {
    const { store } = call.ctx
    const value = listSubscriptions(store)
      .filter((one) => hasAnyRole(store, call.caller.principalIds, `/subscriptions/${one.id}`))
      .map(subscriptionBody)
    return { status: 200, body: { value, count: { type: 'Total', value: value.length } } }
  },
}

const get: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription',
  name: 'Microsoft.Resources/subscriptions/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const subscription = requireSubscription(call, param('subscription'))
    const scope = `/subscriptions/${subscription.id}`
    // A role further down shows the subscription, as it does in the list.
    if (!hasAnyRole(call.ctx.store, call.caller.principalIds, scope)) {
      authorize(call, 'Microsoft.Resources/subscriptions/read', scope)
    }
    return { status: 200, body: subscriptionBody(subscription) }
  },
}

const listLocations: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/locations',
  name: 'Microsoft.Resources/subscriptions/locations/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    authorize(call, 'Microsoft.Resources/subscriptions/locations/read', `/subscriptions/${id}`)
    const value = locations.map((one) => ({
      id: `/subscriptions/${id}/locations/${one.name}`,
      ...one,
    }))
    return { status: 200, body: { value } }
  },
}

const listTenants: Operation = {
  method: 'GET',
  path: '/tenants',
  name: 'Microsoft.Resources/tenants/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call) {
    const { id, domain } = call.ctx.tenant
    const tenant = {
      id: `/tenants/${id}`,
      tenantId: id,
      tenantCategory: 'Home',
      displayName: 'Contoso',
      defaultDomain: domain,
      domains: [domain],
      countryCode: 'NL',
      tenantType: 'AAD',
    }
    return { status: 200, body: { value: [tenant] } }
  },
}

export const subscriptionReads: readonly Operation[] = [list, get, listLocations, listTenants]

function subscriptionBody(subscription: SubscriptionRecord): object {
  return {
    id: `/subscriptions/${subscription.id}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.displayName,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'EnterpriseAgreement_2014-09-01',
      spendingLimit: 'Off',
    },
  }
}
