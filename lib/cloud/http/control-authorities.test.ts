import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { addVaultWithClients, fast, type VaultClients } from '#lib/testing/vault-clients.ts'

let cloud: TestCloud
let clients: VaultClients

beforeAll(async () => {
  cloud = await startTestCloud()
  clients = await addVaultWithClients(cloud, { name: 'ca-vault' })
})
afterAll(() => cloud.close())

async function send(method: string, path: string, body?: object) {
  const response = await cloud.control(method, path, body)
  return { status: response.status, body: await response.json() }
}

const organization = { id: '7', name: 'Contoso Ltd' }
const account = { provider: 'digicert', accountId: 'contoso', password: 'p', organization }

it('lets the official client order from an authority that control has made ready', async () => {
  const added = await send('POST', 'accounts', account)
  expect(added).toMatchObject({ status: 201, body: { provider: 'DigiCert', organization } })
  expect((await send('GET', 'accounts')).body.accounts).toEqual([added.body])
  expect(JSON.stringify(added.body)).not.toContain('password')
  const domain = { provider: 'DigiCert', domain: 'contoso.example' }
  expect(await send('POST', 'domains', domain)).toEqual({ status: 201, body: domain })
  expect((await send('GET', 'domains')).body).toEqual({ domains: [domain] })

  const { certificates } = clients
  await certificates.createIssuer('digi', 'DigiCert', {
    accountId: 'contoso',
    password: 'p',
    organizationId: '7',
    administratorContacts: [{ email: 'a@contoso.example', firstName: 'A', lastName: 'B' }],
  })
  const poller = await certificates.beginCreateCertificate(
    'www',
    {
      issuerName: 'digi',
      subject: 'CN=www.contoso.example',
      keyType: 'EC',
      certificateType: 'OV-SSL',
    },
    fast,
  )
  const began = Date.now()
  const made = await poller.pollUntilDone()
  expect(Date.now() - began).toBeGreaterThan(1_500)
  const leaf = new X509Certificate(Buffer.from(made.cer ?? new Uint8Array()))
  expect(leaf.subject).toContain('O=Contoso Ltd')
  const { issuers } = (await send('GET', 'issuers')).body
  const digi = issuers.find((one: { provider: string }) => one.provider === 'DigiCert')
  const secret = await clients.secrets.getSecret('www')
  expect(secret.value).toBeTypeOf('string')
  expect(new X509Certificate(digi.root).subject).toContain('Simulated DigiCert Root CA')
  expect(made.policy).toMatchObject({ issuerName: 'digi', certificateType: 'OV-SSL' })
})

it('takes an authority down, and the official client is told why', async () => {
  await send('PUT', 'issuers/GlobalSign', { down: true })
  const { issuers } = (await send('GET', 'issuers')).body
  expect(
    issuers.map(({ provider, down }: { provider: string; down: boolean }) => [provider, down]),
  ).toEqual([
    ['DigiCert', false],
    ['GlobalSign', true],
  ])
  await clients.certificates.createIssuer('global', 'GlobalSign', { accountId: 'x' })
  const poller = await clients.certificates.beginCreateCertificate(
    'down',
    { issuerName: 'global', subject: 'CN=www.contoso.example', keyType: 'EC' },
    fast,
  )
  await expect(poller.pollUntilDone()).rejects.toThrow(
    'GlobalSign could not be reached. Try again later.',
  )
  expect(await send('PUT', 'issuers/GlobalSign', { down: false })).toEqual({
    status: 200,
    body: { provider: 'GlobalSign', down: false },
  })
})

it('manages issuers and contacts through the official client', async () => {
  const { certificates } = clients
  const contacts = [{ email: 'ops@contoso.example', name: 'Ops', phone: '1' }]
  expect(await certificates.setContacts(contacts)).toEqual(contacts)
  expect(await certificates.getContacts()).toEqual(contacts)
  await certificates.deleteContacts()
  await expect(certificates.getContacts()).rejects.toMatchObject({ code: 'ContactsNotFound' })
  await certificates.createIssuer('mine', 'Test', { accountId: 'a' })
  await certificates.updateIssuer('mine', { accountId: 'b' })
  expect(await certificates.getIssuer('mine')).toMatchObject({ provider: 'Test', accountId: 'b' })
  const ids = []
  for await (const one of certificates.listPropertiesOfIssuers()) ids.push(one.id)
  const base = 'https://ca-vault.vault.azure.net/certificates/issuers'
  expect(ids).toEqual([`${base}/digi`, `${base}/global`, `${base}/mine`])
  await certificates.deleteIssuer('mine')
  await expect(certificates.getIssuer('mine')).rejects.toMatchObject({
    code: 'CertificateIssuerNotFound',
  })
})

it.each<[string, string, object]>([
  ['POST', 'accounts', { ...account, provider: 'Contoso' }],
  ['POST', 'accounts', { ...account, password: '' }],
  ['POST', 'accounts', { ...account, organization: { id: '1' } }],
  ['POST', 'accounts', { ...account, organization: { ...organization, country: 'Netherlands' } }],
  ['POST', 'domains', { provider: 'DigiCert' }],
  ['POST', 'domains', { provider: 'DigiCert', domain: 'no domain' }],
  ['POST', 'domains', { provider: 'DigiCert', domain: 'a.example', accountId: 7 }],
  ['PUT', 'issuers/DigiCert', { down: 'yes' }],
])('%s %s refuses %o with a hint', async (method, path, body) => {
  const answer = await send(method, path, body)
  expect([answer.status, answer.body.title]).toEqual([400, 'Invalid request'])
  expect(answer.body.detail).toMatch(/^Send /)
})
