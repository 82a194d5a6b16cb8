import { agreesToEvents } from '../../events/handshake.ts'
import {
  deleteEventSubscriptions,
  findEventSubscription,
  listEventSubscriptions,
  putEventSubscription,
} from '../../events/subscriptions.ts'
import { findSystemTopic } from '../../events/system-topics.ts'
import type { JsonObject } from '../../vault/json.ts'
import type { Apply, Operation, PathParams, ProvenCall } from '../call.ts'
import { ArmError, linkedAuthorizationFailed, resourceNotFound } from '../errors.ts'
import { allows, authorize } from '../steps/authorize.ts'
import { groupPlace } from '../steps/group-place.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { requireVault, vaultPath } from '../vaults/path.ts'
import { vaultId } from '../vaults/table.ts'
import { mergeSubscription, readSubscription } from './read-subscription.ts'
import { invalid, topicPath } from './topics.ts'
import { eventGridVersions, subscriptionBody, subscriptionType, topicType } from './wire.ts'

/** What subscriptions hang on: a system topic, or a vault itself. */
interface Parent {
  path: string
  /** Of the rights. */
  type: string
  /** The parent's id and the vault behind it, once the caller has the right. */
  find(call: ProvenCall, param: PathParams, action: string): { id: string; source: string }
}

const belowTopic: Parent = {
  path: `${topicPath}/eventsubscriptions`,
  type: `${topicType}/eventSubscriptions`,
  find(call, param, action) {
    const name = param('topic')
    const right = `eventSubscriptions/${action}`
    const place = groupPlace(call, param, topicType, { name, action: right })
    const topic = findSystemTopic(call.ctx.store, place.id)
    if (!topic) throw resourceNotFound(topicType, name, place.resourceGroup)
    // Who subscribes must be allowed to on the vault, whoever made the topic.
    const linked = `${subscriptionType}/write`
    if (action === 'write' && !allows(call, linked, topic.source)) {
      const own = `${topicType}/${right}`
      throw linkedAuthorizationFailed(call.caller, own, topic.id, linked, topic.source)
    }
    return topic
  },
}

const belowVault: Parent = {
  path: `${vaultPath}/providers/microsoft.eventgrid/eventsubscriptions`,
  type: subscriptionType,
  find(call, param, action) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const place = { subscriptionId, resourceGroup: param('group'), name: param('vault') }
    const scope = vaultId(subscriptionId, place.resourceGroup, place.name)
    const name = param('name')
    authorize(
      call,
      `${subscriptionType}/${action}`,
      `${scope}/providers/${subscriptionType}/${name}`,
    )
    const { id } = requireVault(call, place)
    return { id, source: id }
  },
}

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions */
function operationsBelow({ path, type, find }: Parent): Operation[] {
  const route = { category: 'Administrative', versions: eventGridVersions } as const
  const one = `${path}/:name`
  return [
    {
      ...route,
      method: 'GET',
      path: one,
      name: `${type}/read`,
      handle(call, param) {
        const { id } = find(call, param, 'read')
        return { status: 200, body: subscriptionBody(id, required(call, id, param('name'))) }
      },
    },
    {
      ...route,
      method: 'GET',
      path,
      name: `${type}/read`,
      handle(call, param) {
        const { id } = find(call, param, 'read')
        const all = listEventSubscriptions(call.ctx.store, id)
        return { status: 200, body: { value: all.map((each) => subscriptionBody(id, each)) } }
      },
    },
    {
      ...route,
      method: 'POST',
      path: `${one}/getfullurl`,
      name: `${type}/getFullUrl/action`,
      handle(call, param) {
        const { id } = find(call, param, 'getFullUrl/action')
        const { endpointUrl } = required(call, id, param('name'))
        return { status: 200, body: { endpointUrl } }
      },
    },
    {
      ...route,
      method: 'PUT',
      path: one,
      name: `${type}/write`,
      prepare(call, param) {
        const parent = find(call, param, 'write')
        requireName(param('name'))
        return preparePut(call, param('name'), parent, call.body())
      },
    },
    {
      ...route,
      method: 'PATCH',
      path: one,
      name: `${type}/write`,
      prepare(call, param) {
        const parent = find(call, param, 'write')
        const before = required(call, parent.id, param('name'))
        return preparePut(call, before.name, parent, mergeSubscription(before, call.body()))
      },
    },
    {
      ...route,
      method: 'DELETE',
      path: one,
      name: `${type}/delete`,
      prepare(call, param) {
        const { id } = find(call, param, 'delete')
        return (db) => ({
          status: deleteEventSubscriptions(db, id, param('name')) ? 200 : 204,
        })
      },
    },
  ]
}

export const eventSubscriptionOperations: readonly Operation[] = [
  ...operationsBelow(belowTopic),
  ...operationsBelow(belowVault),
]

/** The endpoint is asked before anything is kept. */
async function preparePut(
  call: ProvenCall,
  name: string,
  parent: { id: string; source: string },
  body: JsonObject,
): Promise<Apply> {
  const wanted = readSubscription(body)
  const { endpointUrl, schema } = wanted
  const agrees = await agreesToEvents({
    endpointUrl,
    schema,
    topic: parent.source,
    name,
    now: call.ctx.clock.now(),
    signal: call.request.signal,
  })
  if (!agrees) throw notValidated(endpointUrl)
  return (db) => {
    const before = findEventSubscription(db, parent.id, name)
    putEventSubscription(db, { ...wanted, parentId: parent.id, name, source: parent.source })
    const body = subscriptionBody(parent.id, required(call, parent.id, name))
    return { status: before ? 200 : 201, body }
  }
}

function requireName(name: string): void {
  if (!/^[a-z0-9-]{3,64}$/i.test(name)) {
    throw invalid(`The event subscription name '${name}' is not valid.`)
  }
}

function required(call: ProvenCall, parentId: string, name: string) {
  const subscription = findEventSubscription(call.ctx.store, parentId, name)
  if (subscription) return subscription
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The event subscription '${name}' of '${parentId}' was not found.`,
  )
}

function notValidated(endpointUrl: string): ArmError {
  return new ArmError(
    400,
    'Url validation',
    `The attempt to validate the provided endpoint ${endpointUrl.replace(/\?.*$/, '')} failed. For ` +
      'more details, visit https://aka.ms/esvalidation.',
  )
}
