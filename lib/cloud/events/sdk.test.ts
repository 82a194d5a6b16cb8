import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { addVaultWithClients, fast, type VaultClients } from '#lib/testing/vault-clients.ts'
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts'

// What the official clients do in a vault reaches a program on this machine.

let cloud: TestCloud
let clients: VaultClients
let hook: WebhookReceiver
let token: string
let vault: string

beforeAll(async () => {
  cloud = await startTestCloud()
  hook = await startWebhookReceiver()
  clients = await addVaultWithClients(cloud, { name: 'kv-hooks' })
  const { tenantId, applications, subscriptions } = cloud.credentials
  vault = `/subscriptions/${subscriptions[0]}/resourceGroups/rg-kv-hooks/providers/Microsoft.KeyVault/vaults/kv-hooks`
  const application = applications.find(({ name }) => name === 'automation')
  const answer = await send(`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: application?.clientId ?? '',
      client_secret: application?.clientSecret ?? '',
      scope: 'https://management.azure.com/.default',
    }),
  })
  token = (await answer.json()).access_token
})

afterAll(async () => {
  await hook.close()
  await cloud.close()
})

function send(url: string, init: RequestInit): Promise<Response> {
  const info = { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }
  return cloud.cloud.fetch(new Request(url, init), info)
}

function subscribe(name: string, filter: object): Promise<Response> {
  const path = `${vault}/providers/Microsoft.EventGrid/eventSubscriptions/${name}`
  const destination = {
    endpointType: 'WebHook',
    properties: { endpointUrl: `${hook.url}/${name}` },
  }
  return send(`https://management.azure.com${path}?api-version=2022-06-15`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ properties: { destination, filter } }),
  })
}

describe('a subscriber', () => {
  it('hears of secrets, of keys, and of certificates with both of theirs', async () => {
    expect((await subscribe('all', {})).status).toBe(201)
    await clients.secrets.setSecret('s', 'value')
    await hook.arrival(1)
    await clients.keys.createKey('k', 'EC')
    await hook.arrival(2)
    const poller = await clients.certificates.beginCreateCertificate(
      'c',
      { issuerName: 'Self', subject: 'CN=c' },
      fast,
    )
    const { properties } = await poller.pollUntilDone()
    await hook.arrival(5)
    const heard = hook.received.map(({ body: [event] }) => [
      event.eventType.replace('Microsoft.KeyVault.', ''),
      event.subject,
    ])
    expect(heard.slice(0, 2)).toEqual([
      ['SecretNewVersionCreated', 's'],
      ['KeyNewVersionCreated', 'k'],
    ])
    expect(heard.slice(2).sort()).toEqual([
      ['CertificateNewVersionCreated', 'c'],
      ['KeyNewVersionCreated', 'c'],
      ['SecretNewVersionCreated', 'c'],
    ])
    const certificate = hook.received.find(
      ({ body: [event] }) => event.data.ObjectType === 'Certificate',
    )
    expect(certificate?.body[0].data).toMatchObject({
      Id: properties.id,
      Version: properties.version,
      EXP: Math.floor((properties.expiresOn?.getTime() ?? 0) / 1_000),
    })
    expect(JSON.stringify(hook.received)).not.toContain('value"')
  })

  it('that refuses shows in the dead letters', async () => {
    expect((await subscribe('some', { subjectBeginsWith: 'refused' })).status).toBe(201)
    hook.answers = [400, 400]
    const before = hook.received.length
    await clients.secrets.setSecret('refused', 'value')
    await hook.arrival(before + 2)
    // A delivery is known as failed once its answer is in and kept.
    await expect
      .poll(async () => (await (await cloud.control('GET', 'dead-letters')).json()).deadLetters)
      .toEqual([
        expect.objectContaining({ deadLetterReason: 'UndeliverableDueToHttpBadRequest' }),
        expect.objectContaining({ deadLetterReason: 'UndeliverableDueToHttpBadRequest' }),
      ])
    const { deliveries } = await (await cloud.control('GET', 'deliveries')).json()
    expect(deliveries).toHaveLength(7)
    expect(deliveries.at(-1)).toMatchObject({ state: 'delivered', lastDeliveryOutcome: 'OK' })
  })
})
