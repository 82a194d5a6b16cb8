import { createPublicKey, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest
let ssl: OpenSsl

beforeAll(async () => {
  ssl = openSsl()
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  // openssl judges by the real time.
  vault.setNow(new Date())
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})

const names = {
  dns_names: ['www.contoso.example', '*.contoso.example'],
  emails: ['ops@contoso.example'],
  upns: ['ops@contoso.example'],
  uris: ['https://contoso.example/'],
  ipAddresses: ['192.0.2.7', '2001:db8::7'],
}

it.each<[string, object, string]>([
  ['RSA 2048', { kty: 'RSA', key_size: 2048 }, 'sha256WithRSAEncryption'],
  ['RSA 3072', { kty: 'RSA', key_size: 3072 }, 'sha256WithRSAEncryption'],
  ['RSA 4096', { kty: 'RSA', key_size: 4096 }, 'sha256WithRSAEncryption'],
  ['EC P-256', { kty: 'EC', crv: 'P-256' }, 'ecdsa-with-SHA256'],
  ['EC P-384', { kty: 'EC', crv: 'P-384' }, 'ecdsa-with-SHA384'],
  ['EC P-521', { kty: 'EC', crv: 'P-521' }, 'ecdsa-with-SHA512'],
  ['EC P-256K', { kty: 'EC', crv: 'P-256K' }, 'ecdsa-with-SHA256'],
])(
  'openssl accepts what it issues on %s, and the download holds the same key',
  async (_, key, signature) => {
    const name = `c${Math.random().toString(36).slice(2)}`
    const policy = {
      issuer: { name: 'Self' },
      key_props: key,
      x509_props: {
        subject: 'C=US, ST=WA, O="Contoso, Inc.", CN=www.contoso.example',
        sans: names,
        key_usage: ['digitalSignature', 'keyEncipherment'],
      },
    }
    const started = await vault.send('POST', `/certificates/${name}/create`, {
      body: { policy },
      apiVersion: '2025-07-01',
    })
    expect(started.status).toBe(202)
    await vault.app.settled()
    const { body } = await vault.send('GET', `/certificates/${name}`)

    ssl.write('c.der', Buffer.from(body.cer, 'base64'))
    ssl.run('x509', '-inform', 'DER', '-in', 'c.der', '-out', 'c.pem')
    const verified = ssl.run('verify', '-x509_strict', '-CAfile', 'c.pem', 'c.pem').toString()
    expect(verified).toContain('c.pem: OK')
    const text = ssl.run('x509', '-in', 'c.pem', '-noout', '-text').toString()
    expect(text).toContain(`Signature Algorithm: ${signature}`)
    // The service encodes the text from its end, so the DER begins with the common name.
    expect(text).toMatch(
      /Subject: CN ?= ?www\.contoso\.example, O ?= ?"Contoso, Inc\.", ST ?= ?WA, C ?= ?US/,
    )
    expect([...text.matchAll(/X509v3 ([A-Z][^:]+):/g)].map((match) => match[1])).toEqual([
      'Key Usage',
      'Basic Constraints',
      'Extended Key Usage',
      'Authority Key Identifier',
      'Subject Key Identifier',
      'Subject Alternative Name',
    ])
    expect(text).toContain('X509v3 Key Usage: critical')
    expect(text).toMatch(/DNS:www\.contoso\.example, DNS:\*\.contoso\.example/)
    expect(text).toContain('IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7')
    const x509 = new X509Certificate(Buffer.from(body.cer, 'base64'))
    expect(x509.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/)
    expect(x509.validToDate.getTime()).toBe(body.attributes.exp * 1000)
    expect(x509.validFromDate.getTime()).toBe(body.attributes.nbf * 1000)

    ssl.write('c.csr', Buffer.from(started.body.csr, 'base64'))
    const request = ssl.run('req', '-inform', 'DER', '-in', 'c.csr', '-verify', '-noout', '-pubkey')
    expect(request.toString()).toBe(x509.publicKey.export({ type: 'spki', format: 'pem' }))

    const secret = await vault.send('GET', `/secrets/${name}`)
    ssl.write('c.pfx', Buffer.from(secret.body.value, 'base64'))
    ssl.run('pkcs12', '-in', 'c.pfx', '-passin', 'pass:', '-nodes', '-out', 'c.txt')
    expect(ssl.run('pkey', '-in', 'c.txt', '-pubout').toString()).toBe(request.toString())
    expect(new X509Certificate(ssl.text('c.txt')).raw.equals(x509.raw)).toBe(true)

    const jwk = (await vault.send('GET', `/keys/${name}`)).body.key
    const crv = jwk.crv === 'P-256K' ? 'secp256k1' : jwk.crv
    const fromJwk = createPublicKey({ key: { ...jwk, ...(crv ? { crv } : {}) }, format: 'jwk' })
    expect(fromJwk.export({ type: 'spki', format: 'pem' })).toBe(request.toString())
  },
)
