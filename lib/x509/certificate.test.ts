import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '#lib/base/encodings.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { type ParsedCertificate, parseCertificate } from './certificate.ts'
import { orderChain } from './chain.ts'
import { decodePem, encodePem } from './pem.ts'
import { describePrivateKey, pkcs8FromPem } from './private-key.ts'

let ssl: OpenSsl

beforeAll(() => {
  ssl = openSsl()
  for (const kind of ['RSA-2048', 'RSA-3072', 'P-256', 'P-384', 'P-521', 'P-256K', 'Ed25519']) {
    ssl.makeKey(kind, kind)
    ssl.makeCertificate(kind, `/CN=${kind}`)
  }
  for (const name of ['root', 'middle', 'leaf', 'other-root']) ssl.makeKey(name, 'P-256')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('other-root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('middle', '/CN=Middle', {
    issuer: 'root',
    extensions: [...CA_EXTENSIONS.slice(1), 'basicConstraints=critical,CA:TRUE,pathlen:3'],
  })
  ssl.makeCertificate('leaf', '/C=DE/ST=Bayern/O=Müller, Söhne/CN=www.example.com', {
    issuer: 'middle',
    extensions: [
      'basicConstraints=CA:FALSE',
      'keyUsage=critical,digitalSignature,decipherOnly',
      'extendedKeyUsage=serverAuth,clientAuth',
      'certificatePolicies=2.23.140.1.2.2,1.2.3.4',
      'subjectKeyIdentifier=hash',
      'subjectAltName=DNS:www.example.com,DNS:example.com,email:a@example.com,IP:192.0.2.7,IP:2001:db8::1,' +
        'URI:https://example.com/x,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:user@example.com',
    ],
  })
}, 60_000)
afterAll(() => ssl.dispose())

function load(name: string): Promise<ParsedCertificate> {
  return parseCertificate(decodePem(ssl.text(`${name}.crt`))[0]?.der ?? new Uint8Array())
}

describe('parseCertificate', () => {
  test('reads every field that the console shows', async () => {
    const certificate = await load('leaf')
    const middle = await load('middle')
    expect(certificate).toMatchObject({
      subject: 'C=DE, ST=Bayern, O=Müller\\, Söhne, CN=www.example.com',
      issuer: 'CN=Middle',
      commonName: 'www.example.com',
      key: { kind: 'EC', curve: 'P-256' },
      signatureAlgorithm: 'ecdsa-with-SHA256',
      keyUsage: ['digitalSignature', 'decipherOnly'],
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      policies: ['2.23.140.1.2.2', '1.2.3.4'],
      basicConstraints: { ca: false, pathLength: null },
      names: {
        dns: ['www.example.com', 'example.com'],
        emails: ['a@example.com'],
        upns: ['user@example.com'],
        ips: ['192.0.2.7', '2001:db8::1'],
        uris: ['https://example.com/x'],
      },
      selfIssued: false,
    })
    expect(certificate.authorityKeyId).toBe(middle.subjectKeyId)
    expect(middle.basicConstraints).toEqual({ ca: true, pathLength: 3 })
    expect(middle.keyUsage).toEqual(['keyCertSign', 'cRLSign'])
  })

  test.each(['leaf', 'root', 'RSA-2048'])('agrees with node:crypto on %s', async (name) => {
    const certificate = await load(name)
    const reference = new X509Certificate(certificate.der)
    expect(certificate.serialNumber).toBe(reference.serialNumber.toLowerCase())
    expect(toHex(certificate.sha1)).toBe(reference.fingerprint.replaceAll(':', '').toLowerCase())
    expect(toHex(certificate.sha256)).toBe(
      reference.fingerprint256.replaceAll(':', '').toLowerCase(),
    )
    expect(certificate.notBefore).toEqual(reference.validFromDate)
    expect(certificate.notAfter).toEqual(reference.validToDate)
    expect(Buffer.from(certificate.spki)).toEqual(
      reference.publicKey.export({ type: 'spki', format: 'der' }),
    )
  })

  test.each([
    ['RSA-2048', { kind: 'RSA', size: 2048 }, 'sha256WithRSAEncryption'],
    ['RSA-3072', { kind: 'RSA', size: 3072 }, 'sha256WithRSAEncryption'],
    ['P-256', { kind: 'EC', curve: 'P-256' }, 'ecdsa-with-SHA256'],
    ['P-384', { kind: 'EC', curve: 'P-384' }, 'ecdsa-with-SHA256'],
    ['P-521', { kind: 'EC', curve: 'P-521' }, 'ecdsa-with-SHA256'],
    ['P-256K', { kind: 'EC', curve: 'P-256K' }, 'ecdsa-with-SHA256'],
    ['Ed25519', { kind: 'other', name: 'Ed25519' }, 'Ed25519'],
  ])('knows a %s key', async (name, key, signatureAlgorithm) => {
    expect(await load(name)).toMatchObject({ key, signatureAlgorithm, selfIssued: true })
  })

  test('takes missing extensions for absent', async () => {
    ssl.write('v1.ext', '')
    ssl.run('x509', '-req', '-in', 'leaf.csr', '-signkey', 'leaf.key', '-out', 'v1.crt')
    expect(await load('v1')).toMatchObject({
      keyUsage: null,
      extendedKeyUsage: [],
      basicConstraints: null,
      names: { dns: [] },
    })
  })

  test.each([
    ['no data', new Uint8Array()],
    ['text', new TextEncoder().encode('hello')],
    ['a sequence', new Uint8Array([0x30, 0])],
  ])('refuses %s', async (_, der) => {
    await expect(parseCertificate(der)).rejects.toMatchObject({ code: 'malformed' })
  })
})

describe('orderChain', () => {
  test.each([
    [['leaf', 'middle', 'root']],
    [['root', 'middle', 'leaf']],
    [['middle', 'other-root', 'leaf', 'root', 'RSA-2048']],
  ])('orders %s', async (names) => {
    const certificates = await Promise.all(names.map(load))
    const leaf = await load('leaf')
    const ordered = orderChain(certificates, leaf.spki)
    expect(ordered.chain.map(({ commonName }) => commonName)).toEqual([
      'www.example.com',
      'Middle',
      'Root',
    ])
    expect(toHex(ordered.chain[2]?.sha256 ?? leaf.sha256)).toBe(toHex((await load('root')).sha256))
    expect(ordered.complete).toBe(true)
    expect(ordered.unused).toHaveLength(names.length - 3)
  })

  test('finds the leaf by itself and says when the root is missing', async () => {
    const ordered = orderChain([await load('middle'), await load('leaf')])
    expect(ordered.chain.map(({ commonName }) => commonName)).toEqual(['www.example.com', 'Middle'])
    expect(ordered.complete).toBe(false)
  })

  test('does not take a same-named root with another key for the issuer', async () => {
    const ordered = orderChain([await load('middle'), await load('other-root')])
    expect(ordered.chain).toHaveLength(1)
    expect(ordered.unused).toHaveLength(1)
  })

  test('a copy of the leaf is unused, and no certificates give no chain', async () => {
    const leaf = await load('leaf')
    expect(orderChain([leaf, await load('leaf')]).unused).toHaveLength(1)
    expect(orderChain([])).toEqual({ chain: [], unused: [], complete: false })
  })
})

describe('private keys', () => {
  test.each(['RSA-2048', 'RSA-3072', 'P-256', 'P-384', 'P-521', 'P-256K'])(
    'PKCS#8 and traditional PEM of %s give the public key of its certificate',
    async (name) => {
      const certificate = await load(name)
      ssl.run('pkey', '-in', `${name}.key`, '-traditional', '-out', 'traditional.key')
      for (const file of [`${name}.key`, 'traditional.key']) {
        const [block] = decodePem(ssl.text(file)).filter(({ label }) => label.endsWith('KEY'))
        const pkcs8 = pkcs8FromPem(block ?? { label: '', der: new Uint8Array(), encrypted: false })
        const description = await describePrivateKey(pkcs8)
        expect(description.key).toEqual(certificate.key)
        expect(toHex(description.spki)).toBe(toHex(certificate.spki))
        ssl.write('again.key', encodePem('PRIVATE KEY', pkcs8))
        ssl.run('pkey', '-in', 'again.key', '-check', '-noout')
      }
    },
  )

  test('works out the public point when the file leaves it out', async () => {
    for (const name of ['P-256', 'P-256K']) {
      ssl.run('ec', '-in', `${name}.key`, '-no_public', '-out', 'no-public.key')
      const [block] = decodePem(ssl.text('no-public.key'))
      if (!block) throw new Error('openssl wrote no key')
      const { spki } = await describePrivateKey(pkcs8FromPem(block))
      expect(toHex(spki)).toBe(toHex((await load(name)).spki))
    }
  })

  test.each([
    [['-aes256'], 'PKCS#8'],
    [['-aes256', '-traditional'], 'PKCS#1'],
  ])('refuses a key under a password (%s, %s)', (options) => {
    ssl.run('pkey', '-in', 'RSA-2048.key', ...options, '-passout', 'pass:x', '-out', 'locked.key')
    const [block] = decodePem(ssl.text('locked.key'))
    expect(block?.encrypted).toBe(true)
    expect(() => block && pkcs8FromPem(block)).toThrow(
      expect.objectContaining({ code: 'encrypted-private-key' }),
    )
  })

  test('refuses a kind of key that Key Vault does not hold', async () => {
    const [block] = decodePem(ssl.text('Ed25519.key'))
    await expect(describePrivateKey(block?.der ?? new Uint8Array())).rejects.toMatchObject({
      code: 'unsupported-key',
      message: expect.stringContaining('Ed25519'),
    })
  })

  test.each(['RSA-2048', 'P-256', 'P-256K'])('refuses a damaged %s key', async (name) => {
    const der = decodePem(ssl.text(`${name}.key`))[0]?.der ?? new Uint8Array()
    // In the middle of the RSA exponents, or of the EC scalar.
    const at = name === 'RSA-2048' ? 600 : 50
    const damaged = der.map((octet, index) => (index === at ? octet ^ 1 : octet))
    await expect(describePrivateKey(damaged)).rejects.toMatchObject({ code: 'malformed' })
  })
})
