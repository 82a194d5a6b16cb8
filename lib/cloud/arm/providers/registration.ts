import { resourceManager } from '../api-versions.ts'
import type { ArmAnswer, Operation, PathParams, ProvenCall } from '../call.ts'
import { ArmError } from '../errors.ts'
import { locations } from '../locations.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { namespaces } from './namespaces.ts'
import { listOperations } from './operations.ts'

const path = '/subscriptions/:subscription/providers'
const read = 'Microsoft.Resources/subscriptions/providers/read'
const common = { category: 'Administrative', versions: resourceManager } as const

/** @see https://learn.microsoft.com/rest/api/resources/providers/list */
const list: Operation = {
  ...common,
  method: 'GET',
  path,
  name: read,
  handle(call, param) {
    const id = permitted(call, param, read)
    return { status: 200, body: { value: namespaces.map((one) => providerBody(id, one)) } }
  },
}

/**
 * Whether the subscription may use a provider, and in which versions and regions.
 * @see https://learn.microsoft.com/rest/api/resources/providers/get
 */
const get: Operation = {
  ...common,
  method: 'GET',
  path: `${path}/:namespace`,
  name: read,
  handle: (call, param) => provider(permitted(call, param, read), param('namespace')),
}

/**
 * Clients register a provider before they use it the first time. All are registered here.
 * @see https://learn.microsoft.com/rest/api/resources/providers/register
 */
const register: Operation = {
  ...common,
  method: 'POST',
  path: `${path}/:namespace/register`,
  name: 'Microsoft.Resources/subscriptions/providers/register/action',
  handle(call, param) {
    return provider(
      permitted(call, param, `${param('namespace')}/register/action`),
      param('namespace'),
    )
  },
}

export const providerReads: readonly Operation[] = [list, get, register, listOperations]

/** The subscription's id, once the caller has the right at it. */
function permitted(call: ProvenCall, param: PathParams, action: string): string {
  const { id } = requireSubscription(call, param('subscription'))
  authorize(call, action, `/subscriptions/${id}`)
  return id
}

function provider(subscriptionId: string, name: string): ArmAnswer {
  const found = namespaces.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (!found) {
    throw new ArmError(
      404,
      'InvalidResourceNamespace',
      `The resource namespace '${name}' is invalid.`,
    )
  }
  return { status: 200, body: providerBody(subscriptionId, found) }
}

function providerBody(
  subscriptionId: string,
  { name, versions, regional, further }: (typeof namespaces)[number],
): object {
  return {
    id: `/subscriptions/${subscriptionId}/providers/${name}`,
    namespace: name,
    registrationState: 'Registered',
    registrationPolicy: 'RegistrationRequired',
    resourceTypes: [
      ...regional.map((resourceType) => ({
        resourceType,
        locations: locations.map((one) => one.displayName),
        apiVersions: versions,
        capabilities: 'CrossResourceGroupResourceMove, SupportsTags, SupportsLocation',
      })),
      ...further.map((resourceType) => ({
        resourceType,
        locations: [],
        apiVersions: versions,
        capabilities: 'None',
      })),
    ],
  }
}
