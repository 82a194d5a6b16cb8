import {
  deleteSystemTopic,
  findSystemTopic,
  findTopicOfSource,
  listSystemTopics,
  putSystemTopic,
  type SystemTopic,
} from '../../events/system-topics.ts'
import type { JsonObject } from '../../vault/json.ts'
import { optionalObject, optionalText } from '../body.ts'
import type { ArmAnswer, Operation, ProvenCall } from '../call.ts'
import {
  ArmError,
  linkedAuthorizationFailed,
  resourceGroupNotFound,
  resourceNotFound,
} from '../errors.ts'
import { normalLocation } from '../locations.ts'
import { paginate } from '../paging.ts'
import { allows, authorizeList } from '../steps/authorize.ts'
import { groupPlace } from '../steps/group-place.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import { readTags } from '../tags.ts'
import { createdBy, modifiedBy } from '../vaults/system-data.ts'
import { findVault } from '../vaults/table.ts'
import type { VaultRecord } from '../vaults/vault-record.ts'
import { vaultType } from '../vaults/wire.ts'
import { eventGridVersions, topicBody, topicType } from './wire.ts'

export const topicPath =
  '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.eventgrid/systemtopics/:topic'

const route = { path: topicPath, category: 'Administrative', versions: eventGridVersions } as const

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/get */
const get: Operation = {
  ...route,
  method: 'GET',
  name: `${topicType}/read`,
  handle(call, param) {
    const name = param('topic')
    const place = groupPlace(call, param, topicType, { name, action: 'read' })
    const topic = findSystemTopic(call.ctx.store, place.id)
    if (!topic) throw resourceNotFound(topicType, name, place.resourceGroup)
    return { status: 200, body: topicBody(topic) }
  },
}

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/list-by-subscription */
const list: Operation = {
  ...route,
  method: 'GET',
  path: '/subscriptions/:subscription/providers/microsoft.eventgrid/systemtopics',
  name: `${topicType}/read`,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    return page(call, `/subscriptions/${id}`, listSystemTopics(call.ctx.store, id))
  },
}

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/list-by-resource-group */
const listByGroup: Operation = {
  ...route,
  method: 'GET',
  path: topicPath.replace('/:topic', ''),
  name: `${topicType}/read`,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    const group = param('group')
    const topics = listSystemTopics(call.ctx.store, id).filter(
      (topic) => topic.resourceGroup.toLowerCase() === group.toLowerCase(),
    )
    const answer = page(call, `/subscriptions/${id}/resourceGroups/${group}`, topics)
    if (!findResourceGroup(call.ctx.store, id, group)) throw resourceGroupNotFound(group)
    return answer
  },
}

function page(call: ProvenCall, scope: string, topics: readonly SystemTopic[]): ArmAnswer {
  const visible = authorizeList(call, `${topicType}/read`, scope, topics)
  const { value, ...rest } = paginate(call, visible, {
    markerOf: (topic) => [topic.resourceGroup, topic.name],
    link: 'more',
  })
  return { status: 200, body: { value: value.map(topicBody), ...rest } }
}

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/create-or-update */
const put: Operation = {
  ...route,
  method: 'PUT',
  name: `${topicType}/write`,
  prepare(call, param) {
    const name = param('topic')
    const place = groupPlace(call, param, topicType, { name, action: 'write' })
    if (!/^[a-z0-9-]{3,128}$/i.test(name)) throw invalid(`The topic name '${name}' is not valid.`)
    const body = call.body()
    const vault = readSource(call, body, place.id)
    const location = normalLocation(optionalText(body, 'location') ?? '')
    if (location !== vault.location) {
      throw invalid(`The location must be that of the source, '${vault.location}'.`)
    }
    const tags = readTags(body) ?? {}
    return (db) => {
      const before = findSystemTopic(db, place.id)
      const other = findTopicOfSource(db, vault.id)
      if (other && other.id !== before?.id) {
        throw invalid(`The source '${vault.id}' has the system topic '${other.id}' already.`)
      }
      if (before && !other) throw invalid('The source of a system topic cannot be changed.')
      const systemData = before ? modifiedBy(call, before.systemData) : createdBy(call)
      const topic: SystemTopic = { ...place, location, tags, source: vault.id, systemData }
      putSystemTopic(db, topic)
      return { status: before ? 200 : 201, body: topicBody(topic) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/delete */
const remove: Operation = {
  ...route,
  method: 'DELETE',
  name: `${topicType}/delete`,
  prepare(call, param) {
    const name = param('topic')
    const { id } = groupPlace(call, param, topicType, { name, action: 'delete' })
    return (db) => ({ status: deleteSystemTopic(db, id) ? 200 : 204 })
  },
}

export const topicOperations: readonly Operation[] = [get, list, listByGroup, put, remove]

export function invalid(message: string): ArmError {
  return new ArmError(400, 'InvalidRequest', message)
}

/** The vault that the topic stands for; its events are told to whoever may read it, and no one else. */
function readSource(call: ProvenCall, body: JsonObject, topicId: string): VaultRecord {
  const properties = optionalObject(body, 'properties') ?? {}
  const source = optionalText(properties, 'source') ?? ''
  const type = optionalText(properties, 'topicType') ?? ''
  const match =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+)\/?$/i.exec(
      source,
    )
  if (!/^microsoft\.keyvault\.vaults$/i.test(type) || !match) {
    throw invalid('A system topic is for a vault: topicType Microsoft.KeyVault.vaults.')
  }
  const read = `${vaultType}/read`
  if (!allows(call, read, source)) {
    throw linkedAuthorizationFailed(call.caller, `${topicType}/write`, topicId, read, source)
  }
  const [, subscriptionId = '', resourceGroup = '', name = ''] = match
  const vault = findVault(call.ctx.store, { subscriptionId, resourceGroup, name })
  if (!vault) throw resourceNotFound(vaultType, name, resourceGroup)
  return vault
}
