import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Answer,
  type ArmUnderTest,
  everything,
  group,
  nobody,
  openArmUnderTest,
  owner,
  vaultRequest,
  vaults,
} from '../arm/arm-under-test.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import { listAudit } from '../logs/audit.ts'
import { type Courier, createCourier } from './courier.ts'
import { listDeliveries } from './deliveries.ts'
import { emitEvent, type VaultEventType } from './emit.ts'
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts'

let cloud: ArmUnderTest
let hook: WebhookReceiver
let courier: Courier
/** Real time as the courier sees it. */
let clock: number
const version = '2022-06-15'
const topics = `${group}/providers/Microsoft.EventGrid/systemTopics`
const ofVault = `${vaults}/kv-events/providers/Microsoft.EventGrid/eventSubscriptions`

beforeAll(async () => {
  cloud = await openArmUnderTest()
  await cloud.arm('PUT', `${vaults}/kv-events`, {
    body: vaultRequest({ accessPolicies: [everything(owner)] }),
  })
  hook = await startWebhookReceiver()
})

beforeEach(async () => {
  await courier?.close()
  await cloud.ctx.store.write((db) => {
    for (const table of ['event_deliveries', 'event_subscriptions', 'events'] as const) {
      db.sql(`DELETE FROM ${table}`).run()
    }
  })
  Object.assign(hook, { received: [], validations: [], answers: [], agrees: true })
  clock = Date.now() + 1_000
  courier = createCourier(cloud.ctx, () => clock)
})

afterAll(async () => {
  await courier.close()
  await hook.close()
  await cloud.close()
})

function subscribe(
  name: string,
  properties: object = {},
  { path = ofVault, as = owner, endpointUrl = `${hook.url}/hook?key=s3cret` } = {},
): Promise<Answer> {
  const destination = { endpointType: 'WebHook', properties: { endpointUrl } }
  const body = { properties: { destination, ...properties } }
  return cloud.arm('PUT', `${path}/${name}`, { version, as, body })
}

function emit(type: VaultEventType, objectName: string): Promise<void> {
  return cloud.ctx.store.write((db) => {
    const vault = findVaultByHostName(db, 'kv-events')
    if (!vault) throw new Error('the vault is there')
    const time = new Date('2026-05-01T08:00:00.123Z')
    emitEvent(db, { vault, type, objectName, version: 'v1', nbf: null, exp: 1_800_000_000, time })
  })
}

/** Lets the courier do what is due after some time. */
async function later(ms: number): Promise<void> {
  clock += ms
  await courier.deliverDue()
}

describe('a subscription', () => {
  it('is made once the endpoint has sent the code back', async () => {
    const made = await subscribe('one', { filter: { subjectBeginsWith: 'www' }, labels: ['a'] })
    expect(made.status).toBe(201)
    expect(hook.validations).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/hook?key=s3cret',
        headers: expect.objectContaining({
          'aeg-event-type': 'SubscriptionValidation',
          'aeg-subscription-name': 'ONE',
        }),
        body: [
          expect.objectContaining({
            topic: `${vaults}/kv-events`,
            eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
            dataVersion: '2',
          }),
        ],
      }),
    ])
    expect(made.body).toEqual({
      id: `${ofVault}/one`,
      name: 'one',
      type: 'Microsoft.EventGrid/eventSubscriptions',
      properties: {
        topic: `${vaults}/kv-events`,
        provisioningState: 'Succeeded',
        destination: {
          endpointType: 'WebHook',
          properties: {
            endpointBaseUrl: `${hook.url}/hook`,
            maxEventsPerBatch: 1,
            preferredBatchSizeInKilobytes: 64,
          },
        },
        filter: {
          subjectBeginsWith: 'www',
          subjectEndsWith: '',
          isSubjectCaseSensitive: false,
          includedEventTypes: null,
        },
        labels: ['a'],
        eventDeliverySchema: 'EventGridSchema',
        retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1_440 },
        deadLetterDestination: null,
      },
    })
    const got = await cloud.arm('GET', `${ofVault}/ONE`, { version })
    expect(got.body).toEqual(made.body)
    const list = await cloud.arm('GET', ofVault, { version })
    expect(list.body).toEqual({ value: [made.body] })
    const url = await cloud.arm('POST', `${ofVault}/one/getFullUrl`, { version })
    expect(url.body).toEqual({ endpointUrl: `${hook.url}/hook?key=s3cret` })
    expect((await subscribe('one')).status).toBe(200)
    const patched = await cloud.arm('PATCH', `${ofVault}/one`, {
      version,
      body: { filter: { subjectEndsWith: 'x' }, retryPolicy: { maxDeliveryAttempts: 3 } },
    })
    expect([patched.status, patched.body.properties]).toEqual([
      200,
      expect.objectContaining({
        destination: made.body.properties.destination,
        filter: expect.objectContaining({ subjectBeginsWith: '', subjectEndsWith: 'x' }),
        retryPolicy: { maxDeliveryAttempts: 3, eventTimeToLiveInMinutes: 1_440 },
      }),
    ])
    const none = await cloud.arm('PATCH', `${ofVault}/none`, { version, body: {} })
    expect([none.status, none.body.error.code]).toEqual([404, 'ResourceNotFound'])
  })

  it('is not made when the endpoint does not agree', async () => {
    hook.agrees = false
    for (const eventDeliverySchema of ['EventGridSchema', 'CloudEventSchemaV1_0']) {
      const refused = await subscribe('two', { eventDeliverySchema })
      expect([refused.status, refused.body.error.code]).toEqual([400, 'Url validation'])
      expect(refused.body.error.message).not.toContain('s3cret')
    }
    expect((await cloud.arm('GET', `${ofVault}/two`, { version })).status).toBe(404)
  })

  it.each([
    'http://169.254.169.254/latest',
    'http://10.0.0.1/',
    'https://hooks.example/',
    'http://127.0.0.1.example/',
    'http://user:pass@127.0.0.1/',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    '',
  ])('never makes the cloud call %s', async (endpointUrl) => {
    const refused = await subscribe('three', {}, { endpointUrl })
    expect([refused.status, refused.body.error.code]).toEqual([400, 'InvalidRequest'])
  })

  it.each<[object, number, string]>([
    [{ destination: {} }, 400, 'InvalidRequest'],
    [{ destination: { endpointType: 'StorageQueue' } }, 501, 'NotImplemented'],
    [{ filter: { advancedFilters: [{ key: 'a' }] } }, 501, 'NotImplemented'],
    [{ retryPolicy: { maxDeliveryAttempts: 31 } }, 400, 'InvalidRequest'],
    [{ retryPolicy: { eventTimeToLiveInMinutes: 0 } }, 400, 'InvalidRequest'],
    [{ eventDeliverySchema: 'CustomInputSchema' }, 400, 'InvalidRequest'],
  ])('refuses %j: %i %s', async (properties, status, code) => {
    const refused = await subscribe('four', properties)
    expect([refused.status, refused.body.error.code]).toEqual([status, code])
  })

  it('is made by who may, also on a system topic', async () => {
    const refused = await subscribe('five', {}, { as: nobody })
    expect([refused.status, refused.body.error.code]).toEqual([403, 'AuthorizationFailed'])
    const body = {
      location: 'westeurope',
      properties: { source: `${vaults}/kv-events`, topicType: 'Microsoft.KeyVault.vaults' },
    }
    const topic = await cloud.arm('PUT', `${topics}/st-one`, { version, body })
    expect([topic.status, topic.body.properties]).toEqual([
      201,
      { provisioningState: 'Succeeded', ...body.properties },
    ])
    for (const path of [topics, topics.replace('/resourceGroups/rg', '')]) {
      const list = await cloud.arm('GET', path, { version })
      expect(list.body).toEqual({ value: [topic.body] })
    }
    const second = await cloud.arm('PUT', `${topics}/st-two`, { version, body })
    expect([second.status, second.body.error.code]).toEqual([400, 'InvalidRequest'])
    const path = `${topics}/st-one/eventSubscriptions`
    const clerk = 'aaaaaaaa-0000-4000-8000-000000000007'
    await cloud.assignRole('Contributor', clerk, `${topics}/st-one`)
    const linked = await subscribe('five', {}, { path, as: clerk })
    expect([linked.status, linked.body.error.code]).toEqual([403, 'LinkedAuthorizationFailed'])
    const made = await subscribe('five', {}, { path })
    expect([made.status, made.body.id, made.body.type]).toEqual([
      201,
      `${path}/five`,
      'Microsoft.EventGrid/systemTopics/eventSubscriptions',
    ])
    await emit('KeyNewVersionCreated', 'k')
    await courier.deliverDue()
    expect(hook.received).toHaveLength(1)
    expect((await cloud.arm('DELETE', `${topics}/st-one`, { version })).status).toBe(200)
    expect((await cloud.arm('GET', `${path}/five`, { version })).status).toBe(404)
  })
})

describe('an event', () => {
  it('reaches a subscriber in the schema of Event Grid', async () => {
    await subscribe('six')
    await emit('SecretNewVersionCreated', 'newsecret')
    await courier.deliverDue()
    expect(hook.received).toEqual([
      {
        method: 'POST',
        path: '/hook?key=s3cret',
        headers: expect.objectContaining({
          'aeg-event-type': 'Notification',
          'aeg-subscription-name': 'SIX',
          'aeg-delivery-count': '0',
          'content-type': 'application/json; charset=utf-8',
        }),
        body: [
          {
            id: expect.stringMatching(/^[0-9a-f-]{36}$/),
            topic: `${vaults}/kv-events`,
            subject: 'newsecret',
            eventType: 'Microsoft.KeyVault.SecretNewVersionCreated',
            eventTime: '2026-05-01T08:00:00.1230000Z',
            data: {
              Id: 'https://kv-events.vault.azure.net/secrets/newsecret/v1',
              VaultName: 'kv-events',
              ObjectType: 'Secret',
              ObjectName: 'newsecret',
              Version: 'v1',
              NBF: null,
              EXP: 1_800_000_000,
            },
            dataVersion: '1',
            metadataVersion: '1',
          },
        ],
      },
    ])
    expect(listAudit(cloud.ctx.store, `${vaults}/kv-events`, 1)[0]).toMatchObject({
      operationName: 'SecretNewVersionCreatedEventGridNotification',
    })
  })

  it('reaches another as a CloudEvent', async () => {
    await subscribe('seven', { eventDeliverySchema: 'CloudEventSchemaV1_0' })
    expect(hook.validations[0]).toMatchObject({
      method: 'OPTIONS',
      headers: { 'webhook-request-origin': 'eventgrid.azure.net' },
    })
    await emit('CertificateNearExpiry', 'www')
    await courier.deliverDue()
    expect(hook.received[0]?.headers['content-type']).toMatch(/^application\/cloudevents\+json/)
    expect(hook.received[0]?.body).toMatchObject({
      specversion: '1.0',
      source: `${vaults}/kv-events`,
      type: 'Microsoft.KeyVault.CertificateNearExpiry',
      subject: 'www',
      time: '2026-05-01T08:00:00.1230000Z',
    })
  })

  it.each<[object, string[]]>([
    [{}, ['www', 'api-www', 'WWW-2']],
    [{ includedEventTypes: ['Microsoft.KeyVault.KeyExpired'] }, ['api-www']],
    [{ includedEventTypes: ['All'] }, ['www', 'api-www', 'WWW-2']],
    [{ subjectBeginsWith: 'www' }, ['www', 'WWW-2']],
    [{ subjectBeginsWith: 'www', isSubjectCaseSensitive: true }, ['www']],
    [{ subjectEndsWith: 'www' }, ['www', 'api-www']],
  ])('is filtered by %j', async (filter, subjects) => {
    await subscribe('eight', { filter })
    await emit('SecretExpired', 'www')
    await emit('KeyExpired', 'api-www')
    await emit('CertificateExpired', 'WWW-2')
    await courier.deliverDue()
    expect(hook.received.map(({ body }) => body[0].subject).sort()).toEqual([...subjects].sort())
  })

  it('is tried again on the schedule of the service, and then put aside', async () => {
    await subscribe('nine', { retryPolicy: { maxDeliveryAttempts: 4 } })
    hook.answers = [500, 302, 404, 503]
    await emit('SecretExpired', 's')
    await courier.deliverDue()
    const waits = [10_000, 30_000, 60_000]
    for (const [at, wait] of waits.entries()) {
      await later(wait - 1)
      expect(hook.received).toHaveLength(at + 1)
      await later(1)
      expect(hook.received).toHaveLength(at + 2)
    }
    expect(hook.received.map(({ headers }) => headers['aeg-delivery-count'])).toEqual([
      '0',
      '1',
      '2',
      '3',
    ])
    expect(hook.received.every(({ path }) => path.startsWith('/hook'))).toBe(true)
    await later(86_400_000)
    expect(hook.received).toHaveLength(4)
    expect(listDeliveries(cloud.ctx.store, 'dead', 10)).toEqual([
      expect.objectContaining({
        deadLetterReason: 'MaxDeliveryAttemptsExceeded',
        deliveryAttempts: 4,
        lastDeliveryOutcome: 'Busy',
        subscription: 'nine',
        event: expect.objectContaining({ subject: 's' }),
      }),
    ])
  })

  it.each([
    [400, 'UndeliverableDueToHttpBadRequest'],
    [401, 'UndeliverableDueToHttpUnauthorized'],
    [403, 'UndeliverableDueToHttpForbidden'],
    [413, 'UndeliverableDueToHttpRequestEntityTooLarge'],
  ])('is given up at once after %i', async (status, deadLetterReason) => {
    await subscribe('ten')
    hook.answers = [status]
    await emit('SecretExpired', 's')
    await courier.deliverDue()
    expect(listDeliveries(cloud.ctx.store, 'dead', 10)).toEqual([
      expect.objectContaining({ deadLetterReason, deliveryAttempts: 1 }),
    ])
  })

  it('is given up when it has lived too long', async () => {
    await subscribe('eleven', { retryPolicy: { eventTimeToLiveInMinutes: 1 } })
    hook.answers = [500, 500, 500]
    await emit('SecretExpired', 's')
    await courier.deliverDue()
    await later(61_000)
    expect(hook.received).toHaveLength(1)
    expect(listDeliveries(cloud.ctx.store, 'dead', 10)).toEqual([
      expect.objectContaining({ deadLetterReason: 'TimeToLiveExceeded' }),
    ])
  })

  it('is delivered by the next process when this one ends before', async () => {
    await subscribe('twelve')
    await courier.close()
    await emit('SecretExpired', 's')
    expect(hook.received).toHaveLength(0)
    courier = createCourier(cloud.ctx, () => clock)
    await courier.settled()
    expect(hook.received).toHaveLength(1)
  })

  it('is not delivered to who has left', async () => {
    await subscribe('thirteen')
    hook.answers = [500]
    await emit('SecretExpired', 's')
    await courier.deliverDue()
    const remove = () => cloud.arm('DELETE', `${ofVault}/thirteen`, { version })
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 204])
    await later(10_000)
    expect(hook.received).toHaveLength(1)
  })
})
