import type { AuthenticatedCall } from './call.ts'
import { ArmError, invalidResourceType, notImplemented } from './errors.ts'
import { namespaces } from './providers/namespaces.ts'
import { authorize } from './steps/authorize.ts'
import { apiVersionOf, missingApiVersion } from './steps/check-api-version.ts'
import { requireSubscription } from './subscriptions/read.ts'

/** Types of `Microsoft.KeyVault` that exist, whether or not this cloud plays them. */
const keyVaultTypes = [
  'vaults',
  'deletedvaults',
  'locations',
  'operations',
  'checknameavailability',
  'managedhsms',
  'deletedmanagedhsms',
  'checkmhsmnameavailability',
]

/**
 * The refusal of a request that no operation took: the right is checked first, as for any other
 * request, so that nobody learns more from an operation that is missing than from one that is there.
 */
export function refuseUnmatched(call: AuthenticatedCall): never {
  const version = apiVersionOf(call)
  if (version === undefined) throw missingApiVersion()
  const [root, subscription] = call.segments
  if (root?.toLowerCase() === 'subscriptions' && subscription !== undefined) {
    requireSubscription(call, subscription)
  }
  const target = parseTarget(call)
  if (!target) {
    throw new ArmError(
      404,
      'NotFound',
      `No HTTP resource was found that matches the request URI '${call.url.pathname}'.`,
    )
  }
  const wanted = target.namespace.toLowerCase()
  const namespace = namespaces.find((one) => one.name.toLowerCase() === wanted)?.name
  if (namespace === undefined) {
    throw new ArmError(
      404,
      'InvalidResourceNamespace',
      `The resource namespace '${target.namespace}' is invalid.`,
    )
  }
  const [type] = target.types
  const isVaultType = namespace === 'Microsoft.KeyVault'
  if (type === undefined || (isVaultType && !keyVaultTypes.includes(type.toLowerCase()))) {
    throw invalidResourceType(type ?? '', namespace, version)
  }
  const action = actionOf(call.request.method, namespace, target.types)
  authorize(call, action, target.scope)
  throw notImplemented(action)
}

interface Target {
  namespace: string
  types: string[]
  /** Where the right must be held. */
  scope: string
}

/** Takes the last provider of a path apart: `…/providers/<namespace>/<type>/<name>/<type>/<name>`. */
function parseTarget(call: AuthenticatedCall): Target | null {
  const at = call.segments.findLastIndex((segment) => segment.toLowerCase() === 'providers')
  const namespace = at < 0 ? undefined : call.segments[at + 1]
  if (namespace === undefined) return null
  const rest = call.segments.slice(at + 2)
  const types = rest.filter((_, index) => index % 2 === 0)
  const names = rest.length - types.length
  const end = names === types.length ? call.segments.length : at + 2 + names * 2
  const scope = names === 0 ? call.segments.slice(0, at) : call.segments.slice(0, end)
  return { namespace, types, scope: `/${scope.join('/')}` }
}

function actionOf(method: string, namespace: string, types: readonly string[]): string {
  const verb =
    { GET: 'read', HEAD: 'read', PUT: 'write', PATCH: 'write', DELETE: 'delete' }[method] ??
    'action'
  return `${namespace}/${types.join('/')}/${verb}`
}
