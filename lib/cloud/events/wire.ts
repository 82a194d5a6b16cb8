import { randomUUID } from 'node:crypto'
import type { QueuedEvent } from './queue.ts'
import type { EventSchema } from './subscriptions.ts'

/** What is sent to an endpoint. */
export interface Message {
  headers: Readonly<Record<string, string>>
  body: string
}

/**
 * An event in the schema that the subscriber asked for.
 * @param attempt counted from 0
 * @see https://learn.microsoft.com/azure/event-grid/event-schema-key-vault
 */
export function eventMessage(
  event: QueuedEvent,
  to: { name: string; schema: EventSchema },
  attempt: number,
): Message {
  const isCloudEvent = to.schema === 'CloudEventSchemaV1_0'
  return {
    headers: {
      'content-type': isCloudEvent
        ? 'application/cloudevents+json; charset=utf-8'
        : 'application/json; charset=utf-8',
      'aeg-event-type': 'Notification',
      'aeg-subscription-name': to.name.toUpperCase(),
      'aeg-delivery-count': String(attempt),
      ...(isCloudEvent ? {} : { 'aeg-data-version': '1', 'aeg-metadata-version': '1' }),
    },
    body: JSON.stringify(isCloudEvent ? cloudEvent(event) : [gridEvent(event)]),
  }
}

function gridEvent({ id, topic, type, subject, time, data }: QueuedEvent): object {
  return {
    id,
    topic,
    subject,
    eventType: type,
    eventTime: precise(time),
    data,
    dataVersion: '1',
    metadataVersion: '1',
  }
}

/** @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md */
function cloudEvent({ id, topic, type, subject, time, data }: QueuedEvent): object {
  return { id, source: topic, subject, type, time: precise(time), data, specversion: '1.0' }
}

/** Asks an endpoint to prove that it wants events: it must send the code back. */
export function validationMessage(topic: string, name: string, code: string, now: Date): Message {
  const event = {
    id: randomUUID(),
    topic,
    subject: '',
    data: { validationCode: code },
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    eventTime: precise(now),
    metadataVersion: '1',
    dataVersion: '2',
  }
  return {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'aeg-event-type': 'SubscriptionValidation',
      'aeg-subscription-name': name.toUpperCase(),
    },
    body: JSON.stringify([event]),
  }
}

/** ISO 8601 with the seven decimals of .NET. */
function precise(time: Date): string {
  return time.toISOString().replace('Z', '0000Z')
}
