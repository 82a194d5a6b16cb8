import type { EventSubscription } from '../../events/subscriptions.ts'
import type { SystemTopic } from '../../events/system-topics.ts'
import type { ApiVersions } from '../call.ts'
import { invalidResourceType } from '../errors.ts'

export const topicType = 'Microsoft.EventGrid/systemTopics'
export const subscriptionType = 'Microsoft.EventGrid/eventSubscriptions'

/** @see https://learn.microsoft.com/azure/templates/microsoft.eventgrid/systemtopics */
export const eventGridVersions: ApiVersions = {
  known: [
    '2025-02-15',
    '2025-04-01-preview',
    '2024-12-15-preview',
    '2024-06-01-preview',
    '2023-12-15-preview',
    '2023-06-01-preview',
    '2022-06-15',
    '2021-12-01',
    '2021-06-01-preview',
    '2020-10-15-preview',
    '2020-06-01',
    '2020-04-01-preview',
  ],
  refuse: (version) => invalidResourceType('eventSubscriptions', 'Microsoft.EventGrid', version),
}

/** @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/system-topics/get */
export function topicBody(topic: SystemTopic): object {
  const { id, name, location, tags, source, systemData } = topic
  return {
    id,
    name,
    type: topicType,
    location,
    tags,
    properties: { provisioningState: 'Succeeded', source, topicType: 'Microsoft.KeyVault.vaults' },
    systemData,
  }
}

/**
 * The endpoint is shown without its query: that may hold a key.
 * @see https://learn.microsoft.com/rest/api/eventgrid/controlplane/event-subscriptions/get
 */
export function subscriptionBody(parentId: string, subscription: EventSubscription): object {
  const isBelowTopic = parentId.toLowerCase().includes('/providers/microsoft.eventgrid/')
  const path = isBelowTopic ? '/eventSubscriptions/' : `/providers/${subscriptionType}/`
  const { endpointUrl } = subscription
  return {
    id: `${parentId}${path}${subscription.name}`,
    name: subscription.name,
    type: isBelowTopic ? `${topicType}/eventSubscriptions` : subscriptionType,
    properties: {
      topic: subscription.source,
      provisioningState: 'Succeeded',
      destination: {
        endpointType: 'WebHook',
        properties: {
          endpointBaseUrl: endpointUrl.replace(/\?.*$/, ''),
          maxEventsPerBatch: 1,
          preferredBatchSizeInKilobytes: 64,
        },
      },
      filter: {
        subjectBeginsWith: subscription.subjectBeginsWith,
        subjectEndsWith: subscription.subjectEndsWith,
        isSubjectCaseSensitive: subscription.isSubjectCaseSensitive,
        includedEventTypes: subscription.includedEventTypes,
      },
      labels: subscription.labels,
      eventDeliverySchema: subscription.schema,
      retryPolicy: {
        maxDeliveryAttempts: subscription.maxDeliveryAttempts,
        eventTimeToLiveInMinutes: subscription.eventTimeToLiveInMinutes,
      },
      deadLetterDestination: subscription.deadLetterDestination,
    },
  }
}
