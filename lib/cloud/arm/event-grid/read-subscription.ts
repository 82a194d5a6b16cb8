import type {
  EventSchema,
  EventSubscription,
  SubscriptionSettings,
} from '../../events/subscriptions.ts'
import { isDeliverable } from '../../events/webhook.ts'
import type { JsonObject } from '../../vault/json.ts'
import {
  optionalFlag,
  optionalObject,
  optionalObjects,
  optionalText,
  optionalTexts,
  optionalWhole,
} from '../body.ts'
import { notImplemented } from '../errors.ts'
import { invalid } from './topics.ts'

/**
 * Reads what a subscriber wants.
 * @throws ArmError 400 for values that the service refuses, 501 for destinations that are not played
 */
export function readSubscription(body: JsonObject): SubscriptionSettings & { endpointUrl: string } {
  const properties = optionalObject(body, 'properties') ?? {}
  const filter = optionalObject(properties, 'filter') ?? {}
  if ((optionalObjects(filter, 'advancedFilters') ?? []).length > 0) {
    throw notImplemented('advanced filters of event subscriptions')
  }
  const retry = optionalObject(properties, 'retryPolicy') ?? {}
  return {
    endpointUrl: readEndpoint(properties),
    includedEventTypes: readTypes(filter),
    subjectBeginsWith: optionalText(filter, 'subjectBeginsWith') ?? '',
    subjectEndsWith: optionalText(filter, 'subjectEndsWith') ?? '',
    isSubjectCaseSensitive: optionalFlag(filter, 'isSubjectCaseSensitive') ?? false,
    schema: readSchema(properties),
    labels: optionalTexts(properties, 'labels') ?? [],
    maxDeliveryAttempts: within(retry, 'maxDeliveryAttempts', 30),
    eventTimeToLiveInMinutes: within(retry, 'eventTimeToLiveInMinutes', 1_440),
    deadLetterDestination: optionalObject(properties, 'deadLetterDestination') ?? null,
  }
}

/**
 * The body of a whole subscription, made of what it is and what a change names. The members of a
 * change stand at its top, not below `properties`.
 */
export function mergeSubscription(before: EventSubscription, change: JsonObject): JsonObject {
  const { includedEventTypes, subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive } = before
  const { maxDeliveryAttempts, eventTimeToLiveInMinutes, endpointUrl } = before
  const kept = {
    destination: { endpointType: 'WebHook', properties: { endpointUrl } },
    filter: { includedEventTypes, subjectBeginsWith, subjectEndsWith, isSubjectCaseSensitive },
    labels: before.labels,
    eventDeliverySchema: before.schema,
    retryPolicy: { maxDeliveryAttempts, eventTimeToLiveInMinutes },
    deadLetterDestination: before.deadLetterDestination,
  }
  const given = Object.entries(change).filter(([, value]) => value !== null && value !== undefined)
  return { properties: { ...kept, ...Object.fromEntries(given) } }
}

function readEndpoint(properties: JsonObject): string {
  const destination = optionalObject(properties, 'destination') ?? {}
  const type = optionalText(destination, 'endpointType') ?? ''
  if (type.toLowerCase() !== 'webhook') {
    throw type === ''
      ? invalid('The destination of the event subscription is missing.')
      : notImplemented(`event destinations of type ${type}`)
  }
  const url = optionalText(optionalObject(destination, 'properties') ?? {}, 'endpointUrl') ?? ''
  if (!isDeliverable(url)) {
    throw invalid(
      'The embedded cloud delivers events to this machine only: endpointUrl must begin with ' +
        'http:// or https:// and 127.0.0.1, [::1] or localhost.',
    )
  }
  return url
}

/** Null and `All` mean every type. */
function readTypes(filter: JsonObject): readonly string[] | null {
  const types = optionalTexts(filter, 'includedEventTypes') ?? []
  return types.length === 0 || types.some((type) => type.toLowerCase() === 'all') ? null : types
}

function readSchema(properties: JsonObject): EventSchema {
  const schema = optionalText(properties, 'eventDeliverySchema') ?? 'EventGridSchema'
  if (schema === 'EventGridSchema' || schema === 'CloudEventSchemaV1_0') return schema
  throw invalid(`The event delivery schema '${schema}' is not supported for this topic.`)
}

/** From 1 to the most, which is also what holds when nothing is said. */
function within(retry: JsonObject, member: string, most: number): number {
  const value = optionalWhole(retry, member) ?? most
  if (value >= 1 && value <= most) return value
  throw invalid(`The value of '${member}' must be from 1 to ${most}.`)
}
