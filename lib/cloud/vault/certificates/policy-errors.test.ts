import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest

beforeAll(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
})
afterAll(() => vault.close())

const good = {
  issuer: { name: 'Self' },
  key_props: { kty: 'EC' },
  x509_props: { subject: 'CN=a' },
}
const x509 = (props: object) => ({ ...good, x509_props: { subject: 'CN=a', ...props } })
const action = (trigger: object, type = 'AutoRenew') => ({
  ...good,
  lifetime_actions: [{ trigger, action: { action_type: type } }],
})

/** What the policy of a certificate may not be (6.2). */
it.each<[string, object]>([
  ['no subject and no names', { ...good, x509_props: { sans: {} } }],
  ['a subject of another type', x509({ subject: 7 })],
  ['an unknown key type', { ...good, key_props: { kty: 'DSA' } }],
  ['a symmetric key', { ...good, key_props: { kty: 'oct' } }],
  ['a short RSA key', { ...good, key_props: { kty: 'RSA', key_size: 1024 } }],
  ['an odd RSA size', { ...good, key_props: { kty: 'RSA', key_size: 2049 } }],
  ['an unknown curve', { ...good, key_props: { kty: 'EC', crv: 'P-224' } }],
  ['a curve of another size', { ...good, key_props: { kty: 'EC', crv: 'P-256', key_size: 384 } }],
  [
    'a curve named like a member of all objects',
    { ...good, key_props: { kty: 'EC', crv: 'toString' } },
  ],
  ['an unknown content type', { ...good, secret_props: { contentType: 'text/plain' } }],
  ['no validity', x509({ validity_months: 0 })],
  ['half a month', x509({ validity_months: 1.5 })],
  ['an unknown key usage', x509({ key_usage: ['signing'] })],
  ['a use that is no OID', x509({ ekus: ['serverAuth'] })],
  ['an OID outside of its root', x509({ ekus: ['1.40.1'] })],
  ['an address that is none', x509({ sans: { ipAddresses: ['300.1.1.1'] } })],
  ['an address with a zone', x509({ sans: { ipAddresses: ['fe80::1%eth0'] } })],
  ['a mail address without a domain', x509({ sans: { emails: ['ops'] } })],
  ['a relative URI', x509({ sans: { uris: ['/index'] } })],
  ['an empty UPN', x509({ sans: { upns: [''] } })],
  ['a crowd of names', x509({ sans: { dns_names: Array.from({ length: 501 }, () => 'a') } })],
  ['a path length without an authority', x509({ basic_constraints: { path_len_constraint: 0 } })],
  ['a negative path length', x509({ basic_constraints: { ca: true, path_len_constraint: -1 } })],
  ['a curve on an RSA key', { ...good, key_props: { kty: 'RSA', crv: 'P-256' } }],
  ['an exportability that is text', { ...good, key_props: { kty: 'EC', exportable: 'yes' } }],
  ['an issuer that is text', { ...good, issuer: 'Self' }],
  ['an issuer of a long name', { ...good, issuer: { name: 'x'.repeat(128) } }],
  ['a transparency that is text', { ...good, issuer: { name: 'Self', cert_transparency: 'no' } }],
  ['a switch that is text', { ...good, attributes: { enabled: 'no' } }],
  ['zero per cent', action({ lifetime_percentage: 0 })],
  ['zero days', action({ days_before_expiry: 0 })],
  [
    'an action without a type',
    { ...good, lifetime_actions: [{ trigger: { lifetime_percentage: 9 } }] },
  ],
  ['actions that are no list', { ...good, lifetime_actions: {} }],
  ['a DNS name with a space', x509({ sans: { dns_names: ['a b'] } })],
  ['names that are no list', x509({ sans: { dns_names: 'a' } })],
  ['a trigger of both kinds', action({ lifetime_percentage: 80, days_before_expiry: 9 })],
  ['a trigger of no kind', action({})],
  ['100 per cent', action({ lifetime_percentage: 100 })],
  ['more days than 27 a month', action({ days_before_expiry: 12 * 27 + 1 })],
  ['an unknown action', action({ lifetime_percentage: 80 }, 'Explode')],
])('refuses %s with the schema error', async (_, policy) => {
  const answer = await vault.send('POST', '/certificates/c1/create', {
    body: { policy },
    apiVersion: '2025-07-01',
  })
  expect(answer.status).toBe(400)
  expect(answer.body.error).toEqual({
    code: 'BadParameter',
    message: 'Property  has invalid value\r\n',
  })
})

it('says what is wrong with a subject', async () => {
  const answer = await vault.send('POST', '/certificates/c1/create', {
    body: { policy: x509({ subject: 'O=Contoso, Inc., CN=a' }) },
  })
  expect(answer.status).toBe(400)
  expect(answer.body.error.code).toBe('BadParameter')
  expect(answer.body.error.message).toContain('subject')
})

it.each([
  ['16 tags', { tags: Object.fromEntries(Array.from({ length: 16 }, (_, n) => [`t${n}`, ''])) }],
  ['a tag that is a number', { tags: { a: 1 } }],
  ['a long tag', { tags: { a: 'x'.repeat(257) } }],
  ['a switch that is text', { attributes: { enabled: 'true' } }],
])('refuses %s', async (_, body) => {
  const answer = await vault.send('POST', '/certificates/c1/create', {
    body: { policy: good, ...body },
  })
  expect([answer.status, answer.body.error?.code]).toEqual([400, 'BadParameter'])
})

it('needs a policy for the first version', async () => {
  const answer = await vault.send('POST', '/certificates/c1/create', { body: {} })
  expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
})

it('knows no issuer but those of the vault and the two reserved ones', async () => {
  const answer = await vault.send('POST', '/certificates/c1/create', {
    body: { policy: { ...good, issuer: { name: 'DigiCert' } } },
  })
  expect(answer.status).toBe(404)
  expect(answer.body.error).toEqual({
    code: 'CertificateIssuerNotFound',
    message: 'Issuer not found',
  })
})

it('left nothing behind', async () => {
  expect((await vault.send('GET', '/certificates?includePending=true')).body.value).toEqual([])
})
