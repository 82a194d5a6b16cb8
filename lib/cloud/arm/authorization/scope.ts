import { authorizationProvider } from '../api-versions.ts'
import type { Operation, PathParams, ProvenCall, ReadOperation, WriteOperation } from '../call.ts'
import { resourceGroupNotFound, resourceNotFound } from '../errors.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import { findVault } from '../vaults/table.ts'
import { vaultType } from '../vaults/wire.ts'

/** What a role may be given over, from the tenant down to one object of a vault. */
const group = '/subscriptions/:subscription/resourcegroups/:group'
const scopePaths = [
  '',
  '/subscriptions/:subscription',
  group,
  `${group}/providers/:namespace/:type/:resource`,
  `${group}/providers/:namespace/:type/:resource/:subtype/:object`,
]

type Template<T> = Omit<T, 'path' | 'category' | 'versions'>

/** The operation under every kind of scope. `tail` follows `/providers/microsoft.authorization/`. */
export function underScopes(
  tail: string,
  operation: Template<ReadOperation> | Template<WriteOperation>,
): Operation[] {
  return scopePaths.map((scope) => ({
    ...operation,
    path: `${scope}/providers/microsoft.authorization/${tail}`,
    category: 'Administrative',
    versions: authorizationProvider,
  }))
}

/** The scope that the path is under, as the caller wrote it: `/` for the tenant. */
export function scopeOf(call: ProvenCall): string {
  const at = call.segments.findLastIndex((segment) => segment.toLowerCase() === 'providers')
  return `/${call.segments.slice(0, at).join('/')}`
}

/** First check of all: a subscription that is not there is said before any right is asked for. */
export function requireScopeSubscription(call: ProvenCall, param: PathParams): void {
  const subscription = param('subscription')
  if (subscription !== '') requireSubscription(call, subscription)
}

/**
 * Throws the 404 of a group or a vault that is not there; to be called once the right is checked.
 * Objects of a vault are the data plane's matter: a role may wait for one that is yet to come.
 */
export function requireScope(call: ProvenCall, param: PathParams): void {
  const [subscriptionId, resourceGroup, name] = ['subscription', 'group', 'resource'].map(param)
  if (!subscriptionId || !resourceGroup) return
  const { store } = call.ctx
  if (!findResourceGroup(store, subscriptionId, resourceGroup)) {
    throw resourceGroupNotFound(resourceGroup)
  }
  if (!name || `${param('namespace')}/${param('type')}`.toLowerCase() !== vaultType.toLowerCase()) {
    return
  }
  if (!findVault(store, { subscriptionId, resourceGroup, name })) {
    throw resourceNotFound(vaultType, name, resourceGroup)
  }
}
