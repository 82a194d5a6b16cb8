import { request } from 'node:https'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { CA_EXTENSIONS, openSsl } from '#lib/testing/openssl.ts'
import { samplePolicy } from '#lib/testing/sample-writes.ts'
import { addVaultWithClients } from '#lib/testing/vault-clients.ts'
import { restText } from './rest.ts'
import type { CertificateWrite } from './write.ts'

/*
 * What the console shows as a request is sent as it stands, character by character, over TLS to the embedded
 * cloud: only the blanks are filled in, as a reader would.
 */

const vault = 'shown'
const name = 'www'
const place = { vaultSuffix: '.vault.azure.net' }
let cloud: TestCloud
let token = ''

interface Answer {
  status: number
  body: Record<string, unknown>
}

beforeAll(async () => {
  cloud = await startTestCloud()
  await addVaultWithClients(cloud, { name: vault })
  const application = cloud.credentials.applications.find((one) => one.name === 'automation')
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: application?.clientId ?? '',
    client_secret: application?.clientSecret ?? '',
    scope: 'https://vault.azure.net/.default',
  })
  const login = `https://login.microsoftonline.com/${cloud.credentials.tenantId}/oauth2/v2.0/token`
  const answer = await send('POST', login, form.toString(), 'application/x-www-form-urlencoded')
  token = String(answer.body.access_token)
})

afterAll(() => cloud.close())

function send(method: string, url: string, body: string, contentType: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === '' ? {} : { 'content-type': contentType }),
    }
    const sent = request(url, { method, agent: cloud.agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const text = Buffer.concat(parts).toString()
        resolve({ status: response.statusCode ?? 0, body: text === '' ? {} : JSON.parse(text) })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Sends the shown request; `blanks` are what stands for each `<…>` of it. */
function run(write: CertificateWrite, blanks: readonly string[] = []): Promise<Answer> {
  const [head = '', body = ''] = restText(write, place).code.split('\n\n', 2)
  const [method = '', url = ''] = head.split('\n')[0]?.split(' ') ?? []
  const left = [...blanks]
  const filled = body.replaceAll(/"<[^"]+>"/g, () => JSON.stringify(left.shift()))
  expect(left).toEqual([])
  return send(method, url, filled, 'application/json')
}

async function issued(of: string): Promise<string> {
  const url = `https://${vault}.vault.azure.net/certificates/${of}`
  await expect
    .poll(
      async () => (await send('GET', `${url}/pending?api-version=2025-07-01`, '', '')).body.status,
    )
    .toBe('completed')
  const { body } = await send('GET', `${url}?api-version=2025-07-01`, '', '')
  return String(body.id).split('/').at(-1) ?? ''
}

const on = { vault, name }

/** Signs a CSR, base64 DER, by a CA of two levels; leaf first, base64 DER. */
function signed(csr: string): string[] {
  const tool = openSsl()
  try {
    tool.makeKey('ca', 'P-256')
    tool.makeCertificate('ca', '/CN=Fabrikam Root', { extensions: CA_EXTENSIONS })
    tool.write('csr.der', Buffer.from(csr, 'base64'))
    const leaf =
      'x509 -req -inform DER -in csr.der -CA ca.crt -CAkey ca.key -CAcreateserial -days 9'
    tool.run(...leaf.split(' '), '-out', 'leaf.crt')
    return ['leaf.crt', 'ca.crt'].map((file) =>
      tool.run('x509', '-in', file, '-outform', 'DER').toString('base64'),
    )
  } finally {
    tool.dispose()
  }
}

function madePfx(): { pfx: string; password: string } {
  const tool = openSsl()
  const password = `a "pass" \\ word`
  try {
    tool.makeKey('own', 'RSA-2048')
    tool.makeCertificate('own', '/CN=brought')
    const bundle = 'pkcs12 -export -in own.crt -inkey own.key -out own.pfx -passout'
    tool.run(...bundle.split(' '), `pass:${password}`)
    return { pfx: Buffer.from(tool.read('own.pfx')).toString('base64'), password }
  } finally {
    tool.dispose()
  }
}

describe('a request that is shown', () => {
  it('creates, changes, deletes, recovers and purges', async () => {
    const names = { dns: ['www.contoso.com'], ips: ['192.0.2.7'], uris: ['urn:contoso:1'] }
    const policy = { ...samplePolicy, names }
    const tags = { owner: '@ops', note: `it's "ours" \u202e` }
    expect(await run({ kind: 'create', ...on, policy, tags })).toMatchObject({ status: 202 })
    const version = await issued(name)

    const changed = await run({
      kind: 'update-version',
      ...on,
      version,
      enabled: false,
      tags,
    })
    expect(changed).toMatchObject({ status: 200, body: { tags, attributes: { enabled: false } } })

    const policyChange = { ...policy, validityMonths: 6, lifetimeAction: null }
    expect(await run({ kind: 'update-policy', ...on, policy: policyChange })).toMatchObject({
      status: 200,
      body: { x509_props: { validity_months: 6, subject: samplePolicy.subject } },
    })

    const backup = await run({ kind: 'backup', ...on })
    expect(backup.status).toBe(200)
    expect(await run({ kind: 'delete', ...on })).toMatchObject({ status: 200 })
    expect(await run({ kind: 'recover', ...on })).toMatchObject({ status: 200 })
    await run({ kind: 'delete', ...on })
    expect(await run({ kind: 'purge', ...on })).toMatchObject({ status: 204 })
    const restored = await run({ kind: 'restore', vault, file: 'www.backup' }, [
      String(backup.body.value),
    ])
    expect(restored).toMatchObject({ status: 200, body: { tags } })
    const exported = { stored: null, format: 'pfx', protect: false } as const
    await run({ kind: 'update-version', ...on, version, enabled: true })
    expect(await run({ kind: 'export-private', ...on, version, ...exported })).toMatchObject({
      status: 200,
      body: { contentType: 'application/x-pkcs12' },
    })
  })

  it('orders, cancels and deletes the order, and merges what was signed', async () => {
    const order = { vault, name: 'asked' }
    const policy = { ...samplePolicy, issuer: 'Unknown', lifetimeAction: null }
    const created = await run({ kind: 'create', ...order, policy })
    expect(created.status).toBe(202)
    expect(await run({ kind: 'cancel-operation', ...order })).toMatchObject({
      status: 200,
      body: { cancellation_requested: true },
    })
    expect(await run({ kind: 'delete-operation', ...order })).toMatchObject({ status: 200 })

    const again = await run({ kind: 'create', ...order, policy })
    const chain = signed(String(again.body.csr))
    const merged = await run({ kind: 'merge', ...order, chain, tags: { by: 'test' } })
    expect(merged).toMatchObject({ status: 201, body: { cer: chain[0], tags: { by: 'test' } } })
  })

  it('imports a file with its password', async () => {
    const { pfx, password } = madePfx()
    const write = {
      kind: 'import',
      vault,
      name: 'brought',
      file: 'brought.pfx',
      contentType: 'application/x-pkcs12',
      protected: true,
      policy: { issuer: 'Unknown', exportable: false },
      tags: {},
    } as const
    expect(await run(write, [pfx, password])).toMatchObject({
      status: 200,
      body: { policy: { key_props: { exportable: false }, issuer: { name: 'Unknown' } } },
    })
  })

  it('connects an authority and names contacts, and takes both away', async () => {
    const settings = {
      provider: 'DigiCert',
      accountId: '4711',
      organizationId: '815',
      administrators: [{ firstName: 'Pat', lastName: "O'Hara", email: 'pat@contoso.com' }],
      enabled: false,
      credential: 'API key',
    }
    const issuer = { vault, issuer: 'digicert' }
    expect(await run({ kind: 'set-issuer', ...issuer, settings }, ['a key'])).toMatchObject({
      status: 200,
      body: {
        provider: 'DigiCert',
        credentials: { account_id: '4711' },
        org_details: { id: '815', admin_details: [{ last_name: "O'Hara" }] },
        attributes: { enabled: false },
      },
    })
    const update = { kind: 'update-issuer', ...issuer, provider: 'DigiCert' } as const
    const change = { newCredential: true, organizationId: '816', administrators: [], enabled: true }
    expect(await run({ ...update, credential: 'API key', change }, ['another'])).toMatchObject({
      status: 200,
      body: {
        credentials: { account_id: '4711' },
        org_details: { id: '816' },
        attributes: { enabled: true },
      },
    })
    expect(await run({ kind: 'delete-issuer', ...issuer })).toMatchObject({ status: 200 })

    const ann = { email: 'ann@contoso.com', name: 'Ann' }
    expect(await run({ kind: 'set-contacts', vault, before: [], after: [ann] })).toMatchObject({
      status: 200,
      body: { contacts: [ann] },
    })
    expect(await run({ kind: 'set-contacts', vault, before: [ann], after: [] })).toMatchObject({
      status: 200,
    })
  })
})
