import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readCertificate } from '#lib/x509/certificate.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { putAccount, putDomain, setDown } from './book.ts'

let vault: VaultUnderTest
let ssl: OpenSsl

const organization = {
  id: '4107',
  name: 'Contoso Ltd',
  locality: 'Amsterdam',
  state: 'Noord-Holland',
  country: 'NL',
  registration: '33012345',
  businessCategory: 'Private Organization',
}
const admin = { first_name: 'A', last_name: 'B', email: 'a@contoso.example', phone: '1' }

beforeAll(async () => {
  ssl = openSsl()
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  // openssl judges by the real time.
  vault.setNow(new Date())
  await vault.ctx.store.write((db) => {
    for (const provider of ['DigiCert', 'GlobalSign']) {
      putAccount(db, { provider, accountId: 'contoso', organization }, 'right')
      putDomain(db, { provider, domain: 'contoso.example', accountId: 'contoso' })
      putDomain(db, { provider, domain: 'foreign.example', accountId: 'somebody-else' })
    }
    putDomain(db, { provider: 'DigiCert', domain: 'shared.example' })
  })
  const good = {
    credentials: { account_id: 'contoso', pwd: 'right' },
    org_details: { id: organization.id, admin_details: [admin] },
  }
  await issuer('digi', { provider: 'DigiCert', ...good })
  await issuer('global', { provider: 'GlobalSign', ...good })
  await issuer('wrong', {
    ...good,
    provider: 'DigiCert',
    credentials: { account_id: 'contoso', pwd: 'wrong' },
  })
  await issuer('nobody', { provider: 'GlobalSign' })
  await issuer('org', { ...good, provider: 'DigiCert', org_details: { id: '1' } })
  await issuer('admins', {
    ...good,
    provider: 'GlobalSign',
    org_details: { admin_details: [{ email: 'a@b' }] },
  })
  await issuer('off', { ...good, provider: 'DigiCert', attributes: { enabled: false } })
  await issuer('inside', { ...good, provider: 'OneCert' })
  await issuer('test', { provider: 'Test' })
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})

function issuer(name: string, body: object) {
  return vault.send('PUT', `/certificates/issuers/${name}`, { body })
}

let count = 0

/** Asks an issuer for a certificate and waits for its answer. */
async function order(
  issuerName: string,
  x509: object = {},
  more: { cty?: string; key?: object } = {},
) {
  count += 1
  const name = `c${count}`
  const policy = {
    issuer: { name: issuerName, ...(more.cty ? { cty: more.cty } : {}) },
    key_props: more.key ?? { kty: 'EC' },
    x509_props: { subject: 'CN=www.contoso.example, O=Whatever', ...x509 },
  }
  const started = await vault.send('POST', `/certificates/${name}/create`, { body: { policy } })
  expect(started.status).toBe(202)
  await vault.app.settled()
  const pending = await vault.send('GET', `/certificates/${name}/pending`)
  const bundle = await vault.send('GET', `/certificates/${name}`)
  return { name, pending: pending.body, bundle: bundle.body }
}

/** Leaf, intermediate and root as the secret holds them. */
async function chainOf(name: string): Promise<X509Certificate[]> {
  const query = 'outContentType=application/x-pem-file'
  const { body } = await vault.send('GET', `/secrets/${name}?${query}`)
  const blocks: string[] = body.value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END [A-Z]+-----/g)
  return blocks.map((block) => new X509Certificate(block))
}

describe('a public authority', () => {
  it.each([
    ['digi', 'DigiCert', undefined, '2.23.140.1.2.2', { kty: 'EC', crv: 'P-384' }],
    ['global', 'GlobalSign', 'OV-SSL', '2.23.140.1.2.2', { kty: 'RSA', key_size: 2048 }],
    ['digi', 'DigiCert', 'EV-SSL', '2.23.140.1.1', { kty: 'EC' }],
    ['global', 'GlobalSign', 'ev-ssl', '2.23.140.1.1', { kty: 'EC' }],
  ])(
    '%s issues %s %s, and openssl accepts the chain',
    async (name, provider, cty, identifier, key) => {
      const sans = { dns_names: ['www.contoso.example', 'contoso.example', 'www.contoso.example'] }
      const made = await order(name, { sans }, { key, ...(cty ? { cty } : {}) })
      expect(made.pending).toMatchObject({ status: 'completed', issuer: { name } })
      const [leaf, intermediate, root] = await chainOf(made.name)
      ssl.write('leaf.pem', leaf?.toString() ?? '')
      ssl.write('intermediate.pem', intermediate?.toString() ?? '')
      ssl.write('root.pem', root?.toString() ?? '')
      const verify = ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', 'root.pem']
      const verdict = ssl.run(...verify, '-untrusted', 'intermediate.pem', 'leaf.pem').toString()
      expect(verdict).toContain('leaf.pem: OK')
      for (const ca of [intermediate, root]) {
        expect(ca?.subject).toContain(`Simulated ${provider}`)
        expect(ca?.subject).toContain('(Strongroom embedded cloud)')
      }
      const text = ssl.run('x509', '-in', 'leaf.pem', '-noout', '-text').toString()
      expect(text).toContain(`Policy: ${identifier}\n`)
      expect(text).toContain('DNS:www.contoso.example, DNS:contoso.example\n')
      const parsed = readCertificate(leaf?.raw ?? new Uint8Array())
      const company = 'CN=www.contoso.example, O=Contoso Ltd, L=Amsterdam, ST=Noord-Holland, C=NL'
      expect(parsed.subject.split(', ').reverse().join(', ')).toBe(
        identifier === '2.23.140.1.1'
          ? `${company}, SERIALNUMBER=33012345, businessCategory=Private Organization, jurisdictionC=NL`
          : company,
      )
      expect(made.bundle.attributes.exp).toBe(parsed.notAfter.getTime() / 1000)
      expect(made.bundle.policy.x509_props.subject).toBe('CN=www.contoso.example, O=Whatever')
    },
  )

  it('keeps one root and one intermediate for all that it issues', async () => {
    const first = await chainOf((await order('digi')).name)
    const second = await chainOf((await order('digi')).name)
    expect(second.slice(1).map(String)).toEqual(first.slice(1).map(String))
    expect(String(second[0])).not.toBe(String(first[0]))
  })

  it.each([
    ['2026-01-10T12:00:00Z', 24, '2026-01-10T00:00:00.000Z', 398],
    ['2026-05-01T12:00:00Z', 12, '2026-05-01T00:00:00.000Z', 200],
    ['2027-03-15T00:00:00Z', 12, '2027-03-15T00:00:00.000Z', 100],
    ['2029-04-01T23:59:59Z', 12, '2029-04-01T00:00:00.000Z', 47],
    ['2026-05-01T12:00:00Z', 1, '2026-05-01T00:00:00.000Z', 31],
  ])('on %s gives %i months no more than it may', async (now, validity_months, begin, days) => {
    vault.setNow(new Date(now))
    const { bundle } = await order('digi', { validity_months })
    vault.setNow(new Date())
    const nbf = Date.parse(begin) / 1000
    const { attributes } = bundle
    expect([attributes.nbf, attributes.exp]).toEqual([nbf, nbf + days * 86_400 - 1])
  })

  it('takes domains below a vetted one, a wildcard, and what was vetted for everybody', async () => {
    const dns_names = ['*.contoso.example', 'a.b.contoso.example', 'x.shared.example']
    const { pending } = await order('digi', { subject: '', sans: { dns_names } })
    expect(pending.status).toBe('completed')
  })

  it.each<[string, string, object, { cty?: string; key?: object }, string, RegExp]>([
    [
      'a wrong password',
      'wrong',
      {},
      {},
      'Certificate issuer error',
      /DigiCert did not accept the account contoso/,
    ],
    [
      'no account',
      'nobody',
      {},
      {},
      'Certificate issuer error',
      /GlobalSign did not accept the account \(none\)/,
    ],
    [
      'another organization',
      'org',
      {},
      {},
      'Certificate issuer error',
      /does not know the organization 1/,
    ],
    [
      'incomplete administrators',
      'admins',
      {},
      {},
      'Certificate issuer error',
      /GlobalSign needs the first name/,
    ],
    ['a disabled issuer', 'off', {}, {}, 'Certificate issuer error', /The issuer off is disabled/],
    [
      'a provider of the service itself',
      'inside',
      {},
      {},
      'Certificate issuer error',
      /provider OneCert/,
    ],
    [
      'a domain that nobody vetted',
      'digi',
      { subject: 'CN=www.other.example' },
      {},
      'Request rejected',
      /domain of www\.other\.example/,
    ],
    [
      'a domain of another account',
      'digi',
      { subject: 'CN=foreign.example' },
      {},
      'Request rejected',
      /domain of foreign\.example/,
    ],
    [
      'a domain vetted by the other authority',
      'global',
      { subject: 'CN=shared.example' },
      {},
      'Request rejected',
      /domain of shared\.example/,
    ],
    [
      'a domain above the vetted one',
      'digi',
      { subject: 'CN=example.example' },
      {},
      'Request rejected',
      /domain of example\.example/,
    ],
    [
      'a common name that is no server',
      'digi',
      { subject: 'CN=Contoso Build' },
      {},
      'Request rejected',
      /contoso build is not the DNS name/,
    ],
    ['no DNS name', 'digi', { subject: 'O=Contoso' }, {}, 'Request rejected', /has no DNS name/],
    [
      'a mail address',
      'digi',
      { sans: { emails: ['a@contoso.example'] } },
      {},
      'Request rejected',
      /also names a@contoso\.example/,
    ],
    [
      'a certificate authority',
      'digi',
      { basic_constraints: { ca: true } },
      {},
      'Request rejected',
      /certificate authority/,
    ],
    [
      'a client certificate',
      'digi',
      { ekus: ['1.3.6.1.5.5.7.3.2'] },
      {},
      'Request rejected',
      /lacks the extended key usage/,
    ],
    [
      'an exotic curve',
      'digi',
      {},
      { key: { kty: 'EC', crv: 'P-256K' } },
      'Request rejected',
      /key is of a kind/,
    ],
    [
      'a wildcard with EV',
      'digi',
      { subject: 'CN=*.contoso.example' },
      { cty: 'EV-SSL' },
      'Request rejected',
      /EV-SSL certificates have no wildcard/,
    ],
    ['an unknown product', 'digi', {}, { cty: 'DV-SSL' }, 'Request rejected', /no product DV-SSL/],
  ])('fails the operation for %s, in words', async (_, name, x509, more, code, message) => {
    const { pending, bundle } = await order(name, x509, more)
    expect(pending.status).toBe('failed')
    expect(pending.error).toEqual({ code, message: expect.stringMatching(message) })
    expect(pending).not.toHaveProperty('target')
    expect(pending).not.toHaveProperty('status_details')
    expect(bundle).not.toHaveProperty('cer')
    expect(JSON.stringify(pending)).not.toContain('right')
  })

  it('fails while the authority is down, and a retry overwrites the failure', async () => {
    await vault.ctx.store.write((db) => setDown(db, 'DigiCert', true))
    const failed = await order('digi')
    expect(failed.pending.error.message).toBe('DigiCert could not be reached. Try again later.')
    expect((await order('global')).pending.status).toBe('completed')
    await vault.ctx.store.write((db) => setDown(db, 'DigiCert', false))
    const again = await vault.send('POST', `/certificates/${failed.name}/create`, { body: {} })
    expect(again.status).toBe(202)
    await vault.app.settled()
    const { body } = await vault.send('GET', `/certificates/${failed.name}/pending`)
    expect([body.status, body.error]).toEqual(['completed', undefined])
  })

  it('fails a renewal whose issuer was deleted, and the current version stays', async () => {
    await issuer('short', { provider: 'Test' })
    const made = await order('short')
    await vault.send('DELETE', '/certificates/issuers/short')
    const refused = await vault.send('POST', `/certificates/${made.name}/create`, { body: {} })
    expect([refused.status, refused.body.error.code]).toEqual([404, 'CertificateIssuerNotFound'])
    const { body } = await vault.send('GET', `/certificates/${made.name}`)
    expect(body.id).toBe(made.bundle.id)
  })
})

describe('the provider Test', () => {
  it('signs what the request says, without an account', async () => {
    const { bundle, name } = await order('test', {
      subject: 'CN=Anything',
      sans: { upns: ['a@contoso.example'], emails: ['a@contoso.example'] },
      ekus: ['1.3.6.1.5.5.7.3.4'],
      key_usage: ['nonRepudiation'],
      validity_months: 30,
    })
    const leaf = readCertificate(Buffer.from(bundle.cer, 'base64'))
    expect(leaf).toMatchObject({
      subject: 'CN=Anything',
      names: { upns: ['a@contoso.example'], emails: ['a@contoso.example'] },
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.4'],
      keyUsage: ['nonRepudiation'],
    })
    expect((await chainOf(name))[1]?.subject).toContain('Simulated Test')
  })
})
