import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readCertificate } from '#lib/x509/certificate.ts'
import { readCsr } from '#lib/x509/csr.ts'
import { keyUsages } from '../policy/model.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest
let ssl: OpenSsl
let count = 0

beforeAll(async () => {
  ssl = openSsl()
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  await vault.addVault({ name: 'premium', sku: { family: 'A', name: 'premium' } })
  // openssl judges by the real time.
  vault.setNow(new Date())
  await vault.send('PUT', '/certificates/issuers/test', { body: { provider: 'Test' } })
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})

const apiVersion = '2025-07-01'
const base = { issuer: { name: 'Self' }, key_props: { kty: 'EC' }, x509_props: { subject: 'CN=a' } }

async function create(policy: object, host = 'kv') {
  count += 1
  const url = `https://${host}.vault.azure.net/certificates/c${count}`
  const started = await vault.send('POST', `${url}/create`, { body: { policy }, apiVersion })
  expect(started.status).toBe(202)
  await vault.app.settled()
  const { body } = await vault.send('GET', url, { apiVersion })
  return { url, bundle: body, csr: readCsr(Buffer.from(started.body.csr, 'base64')) }
}

/** What may be asked for and has an answer that every verifier accepts. */
const policies = fc.record({
  issuer: fc.constantFrom('Self', 'test'),
  crv: fc.constantFrom('P-256', 'P-384', 'P-521'),
  subject: fc.constantFrom(
    'CN=www.contoso.example',
    'C=NL, ST=Noord-Holland, O="Contoso, Inc.", OU=Ünïcode, CN=a',
    'E=ops@contoso.example, DC=example, DC=contoso, CN=a',
    'O=Contoso+OU=Two of one, CN=a',
    '',
  ),
  sans: fc.record({
    dns_names: fc.uniqueArray(fc.constantFrom('a.example', '*.b.example', 'xn--bcher-kva.example')),
    emails: fc.uniqueArray(fc.constantFrom('ops@contoso.example', 'a+b@contoso.example')),
    upns: fc.uniqueArray(fc.constantFrom('ops@contoso.example', 'ö@contoso.example')),
    uris: fc.uniqueArray(fc.constantFrom('https://contoso.example/a?b=c', 'urn:contoso:1')),
    ipAddresses: fc.uniqueArray(fc.constantFrom('192.0.2.7', '2001:db8::7')),
  }),
  ekus: fc.uniqueArray(
    fc.constantFrom('1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2', '1.3.6.1.4.1.311.10.3.4', '2.999.1'),
  ),
  key_usage: fc.uniqueArray(
    fc.constantFrom(...keyUsages.filter((one) => one !== 'keyCertSign' && one !== 'cRLSign')),
  ),
  validity_months: fc.constantFrom(1, 12, 13, 120, 600),
})

it('puts all that a policy asks for into request and certificate, which openssl accepts', async () => {
  const cases = fc.sample(policies, { numRuns: 40, seed: 7 })
  for (const { issuer, crv, subject, sans, ...x509 } of cases) {
    const names = Object.values(sans).some((list) => list.length > 0)
    const asked = { ...x509, sans, subject: subject === '' && !names ? 'CN=a' : subject }
    const { bundle, csr } = await create({
      issuer: { name: issuer },
      key_props: { kty: 'EC', crv },
      x509_props: asked,
    })
    const leaf = readCertificate(Buffer.from(bundle.cer, 'base64'))
    const { dns_names: dns, emails, upns, uris, ipAddresses: ips } = sans
    expect(leaf.names).toEqual({ dns, emails, upns, uris, ips })
    expect(csr.names).toEqual(leaf.names)
    if (asked.subject !== '') expect(csr.subject).toBe(leaf.subject)
    expect(leaf.extendedKeyUsage).toEqual(asked.ekus)
    expect([...(leaf.keyUsage ?? [])].toSorted()).toEqual(asked.key_usage.toSorted())
    expect(leaf.basicConstraints).toEqual({ ca: false, pathLength: null })
    expect(bundle.policy.x509_props).toEqual({ ...asked, basic_constraints: { ca: false } })
    await verify(bundle)
  }
})

/** `openssl verify` in its strictest reading, up to the root that came along. */
async function verify(bundle: { sid: string }): Promise<void> {
  const { body } = await vault.send('GET', `${bundle.sid}?outContentType=application/x-pem-file`)
  const blocks: string[] = body.value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END [A-Z]+-----/g)
  ssl.write('leaf.pem', blocks[0] ?? '')
  ssl.write('root.pem', blocks.at(-1) ?? '')
  ssl.write('between.pem', blocks.slice(1, -1).join('\n') || (blocks[0] ?? ''))
  const verdict = ssl.run(
    'verify',
    '-x509_strict',
    '-CAfile',
    'root.pem',
    '-untrusted',
    'between.pem',
    'leaf.pem',
  )
  expect(verdict.toString()).toContain('leaf.pem: OK')
}

it('makes an authority of one who asks to be one', async () => {
  const { bundle } = await create({
    ...base,
    x509_props: {
      subject: 'CN=Private CA',
      ekus: [],
      key_usage: ['keyCertSign', 'cRLSign'],
      basic_constraints: { ca: true, path_len_constraint: 1 },
    },
  })
  const leaf = readCertificate(Buffer.from(bundle.cer, 'base64'))
  expect(leaf.basicConstraints).toEqual({ ca: true, pathLength: 1 })
  await verify(bundle)
})

it('puts the next key into an HSM when the policy was changed so', async () => {
  const { url } = await create(base, 'premium')
  const changed = await vault.send('PATCH', `${url}/policy`, {
    body: { key_props: { kty: 'EC-HSM' } },
  })
  expect(changed.body.key_props).toMatchObject({ kty: 'EC-HSM', exportable: false })
  await vault.send('POST', `${url}/create`, { body: {} })
  await vault.app.settled()
  const { body } = await vault.send('GET', url)
  expect((await vault.send('GET', body.kid)).body.key.kty).toBe('EC-HSM')
})

describe('a change of the policy', () => {
  it('merges what is given, member by member, and keeps what is null', async () => {
    const { url, bundle } = await create({
      ...base,
      x509_props: { subject: 'CN=a', sans: { dns_names: ['a.example'] }, validity_months: 6 },
      lifetime_actions: [
        { trigger: { days_before_expiry: 30 }, action: { action_type: 'AutoRenew' } },
      ],
    })
    const { body } = await vault.send('PATCH', `${url}/policy`, {
      apiVersion,
      body: {
        x509_props: { validity_months: 3, subject: null },
        secret_props: { contentType: 'application/x-pem-file' },
        lifetime_actions: null,
        issuer: { name: 'test', cty: 'OV-SSL', cert_transparency: false },
      },
    })
    expect(body).toEqual({
      ...bundle.policy,
      x509_props: { ...bundle.policy.x509_props, validity_months: 3 },
      secret_props: { contentType: 'application/x-pem-file' },
      issuer: { name: 'test', cty: 'OV-SSL', cert_transparency: false },
      attributes: expect.objectContaining({ enabled: true }),
    })
    expect((await vault.send('GET', `${url}/policy`, { apiVersion })).body).toEqual(body)
    expect((await vault.send('GET', url, { apiVersion })).body.cer).toBe(bundle.cer)
  })

  it.each<[string, object, number, string]>([
    [
      'an issuer that does not exist',
      { issuer: { name: 'nobody' } },
      404,
      'CertificateIssuerNotFound',
    ],
    [
      'a life shorter than its trigger',
      { x509_props: { validity_months: 1 } },
      400,
      'BadParameter',
    ],
    ['a key of another kind', { key_props: { kty: 'oct' } }, 400, 'BadParameter'],
    ['an HSM in a standard vault', { key_props: { kty: 'RSA-HSM' } }, 400, 'BadParameter'],
  ])('to %s is refused, alone and with an update', async (_, change, status, code) => {
    const { url } = await create({
      ...base,
      lifetime_actions: [
        { trigger: { days_before_expiry: 60 }, action: { action_type: 'AutoRenew' } },
      ],
    })
    const before = (await vault.send('GET', `${url}/policy`)).body
    for (const [path, body] of [
      ['/policy', change],
      ['', { policy: change, tags: { a: '1' } }],
    ] as const) {
      const answer = await vault.send('PATCH', `${url}${path}`, { body })
      expect([answer.status, answer.body.error.code]).toEqual([status, code])
    }
    expect((await vault.send('GET', `${url}/policy`)).body).toEqual(before)
    expect((await vault.send('GET', url)).body.tags).toBeUndefined()
  })
})

it('has no addresses and URIs for callers of an older version', async () => {
  const sans = { dns_names: ['a.example'], uris: ['urn:a'], ipAddresses: ['192.0.2.7'] }
  const { url } = await create({ ...base, x509_props: { subject: 'CN=a', sans } })
  const shown = async (version: string) =>
    (await vault.send('GET', url, { apiVersion: version })).body.policy.x509_props.sans
  expect(await shown('2026-04-01')).toEqual(sans)
  expect(await shown('7.6')).toEqual({ dns_names: ['a.example'] })
  await vault.send('POST', '/certificates/old/create', {
    body: { policy: { ...base, x509_props: { subject: 'CN=a', sans } } },
    apiVersion: '7.4',
  })
  await vault.app.settled()
  const { body } = await vault.send('GET', '/certificates/old')
  expect(new X509Certificate(Buffer.from(body.cer, 'base64')).subjectAltName).toBe('DNS:a.example')
})
