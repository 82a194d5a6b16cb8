import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '#lib/base/encodings.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { parseCertificate } from './certificate.ts'
import type { ExtensionSpec } from './extensions.ts'
import { createCertificate, createCsr, randomSerial, type Signing } from './issue.ts'
import { parseName } from './name.ts'
import { encodePem } from './pem.ts'
import { keyIdentifier } from './public-key.ts'
import type { SignatureAlgorithm } from './signature.ts'

interface Signer extends Signing {
  readonly spki: Uint8Array
}

let ssl: OpenSsl
beforeAll(() => {
  ssl = openSsl()
})
afterAll(() => ssl.dispose())

const HASHES: Readonly<Record<string, string>> = {
  '256': 'sha256',
  '384': 'sha384',
  '512': 'sha512',
}

function signer(signatureAlgorithm: SignatureAlgorithm): Signer {
  const hash = HASHES[signatureAlgorithm.slice(2, 5)]
  const { privateKey, publicKey } = makeKeyPair(signatureAlgorithm)
  const padding = signatureAlgorithm.startsWith('PS') ? { padding: 6, saltLength: -1 } : {}
  return {
    signatureAlgorithm,
    spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    sign: async (tbs) =>
      sign(hash, tbs, { key: privateKey, dsaEncoding: 'ieee-p1363', ...padding }),
  }
}

function makeKeyPair(algorithm: SignatureAlgorithm): {
  privateKey: KeyObject
  publicKey: KeyObject
} {
  const curves = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521', ES256K: 'secp256k1' }
  const namedCurve = Object.entries(curves).find(([name]) => name === algorithm)?.[1]
  return namedCurve
    ? generateKeyPairSync('ec', { namedCurve })
    : generateKeyPairSync('rsa', { modulusLength: 2048 })
}

interface Given {
  readonly subject?: string
  readonly issuer?: { readonly name: string; readonly key: Signer }
  readonly days?: number
  readonly extensions: ExtensionSpec
}

function issue(key: Signer, { subject = 'CN=test', issuer, days = 30, extensions }: Given) {
  return createCertificate({
    subject: subject === '' ? [] : parseName(subject),
    issuer: parseName(issuer?.name ?? subject),
    serial: randomSerial(),
    notBefore: new Date(Date.now() - 600_000),
    notAfter: new Date(Date.now() + days * 86_400_000),
    spki: key.spki,
    extensions: {
      subjectKeyId: keyIdentifier(key.spki),
      authorityKeyId: keyIdentifier((issuer?.key ?? key).spki),
      ...extensions,
    },
    sign: (issuer?.key ?? key).sign,
    signatureAlgorithm: (issuer?.key ?? key).signatureAlgorithm,
  })
}

const ROOT: ExtensionSpec = {
  keyUsage: ['keyCertSign', 'cRLSign'],
  basicConstraints: { ca: true },
}
const LEAF: ExtensionSpec = {
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  basicConstraints: { ca: false },
  extendedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
  names: { dns: ['www.example.com'] },
}

function save(name: string, der: Uint8Array): void {
  ssl.write(name, encodePem('CERTIFICATE', der))
}

describe('createCertificate', () => {
  test.each([
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
    'ES256',
    'ES384',
    'ES512',
    'ES256K',
  ] as const)('self-signed by %s passes openssl verify -x509_strict', async (algorithm) => {
    const key = signer(algorithm)
    save('self.pem', await issue(key, { subject: 'CN=www.example.com', extensions: LEAF }))
    const verdict = ssl.run(
      ...['verify', '-x509_strict', '-check_ss_sig', '-purpose', 'sslserver'],
      ...['-CAfile', 'self.pem', 'self.pem'],
    )
    expect(verdict.toString()).toContain('self.pem: OK')
  })

  test('a chain of three with name constraints passes, a leaf outside them does not', async () => {
    const [root, middle, leaf] = [signer('RS256'), signer('ES384'), signer('ES256')]
    save('root.pem', await issue(root, { subject: 'CN=Root, O=Contoso', extensions: ROOT }))
    save(
      'middle.pem',
      await issue(middle, {
        subject: 'CN=Middle',
        issuer: { name: 'CN=Root, O=Contoso', key: root },
        extensions: {
          ...ROOT,
          basicConstraints: { ca: true, pathLength: 0 },
          nameConstraints: {
            permitted: { dns: ['example.com'], ips: ['192.0.2.0/25'] },
            excluded: { dns: ['bad.example.com'] },
          },
          crlUrls: ['http://crl.example.com/root.crl'],
          caIssuersUrls: ['http://ca.example.com/root.cer'],
          ocspUrls: ['http://ocsp.example.com'],
          policies: ['2.23.140.1.2.1'],
        },
      }),
    )
    const verify = async (names: ExtensionSpec['names']): Promise<string> => {
      const issuer = { name: 'CN=Middle', key: middle }
      save('leaf.pem', await issue(leaf, { issuer, extensions: { ...LEAF, names: names ?? {} } }))
      try {
        const command = ['verify', '-x509_strict', '-CAfile', 'root.pem']
        return ssl.run(...command, '-untrusted', 'middle.pem', 'leaf.pem').toString()
      } catch (error) {
        return error instanceof Error ? error.message : ''
      }
    }
    expect(await verify({ dns: ['www.example.com'], ips: ['192.0.2.7'] })).toContain('OK')
    expect(await verify({ dns: ['www.example.org'] })).toContain('permitted subtree violation')
    expect(await verify({ dns: ['bad.example.com'] })).toContain('excluded subtree violation')
    expect(await verify({ ips: ['192.0.2.200'] })).toContain('permitted subtree violation')
    const text = ssl.run('x509', '-in', 'middle.pem', '-noout', '-text').toString()
    expect(text).toContain('URI:http://crl.example.com/root.crl')
    expect(text).toContain('CA Issuers - URI:http://ca.example.com/root.cer')
    expect(text).toContain('OCSP - URI:http://ocsp.example.com')
    expect(text).toContain('Policy: 2.23.140.1.2.1')
  })

  test('what is written is read back', async () => {
    const names = {
      dns: ['a.example.com', '*.example.com'],
      emails: ['a@example.com'],
      upns: ['üser@example.com'],
      ips: ['192.0.2.1', '2001:db8::5:0:1', '::', '::ffff:1.2.3.4'],
      uris: ['https://example.com/?q=1'],
    }
    const key = signer('ES256')
    const der = await issue(key, {
      subject: 'CN=a, O="B, Inc.", C=US, E=a@example.com',
      extensions: { ...LEAF, keyUsage: ['decipherOnly', 'cRLSign'], names },
    })
    const certificate = await parseCertificate(der)
    expect(certificate).toMatchObject({
      subject: 'CN=a, O=B\\, Inc., C=US, emailAddress=a@example.com',
      names: { ...names, ips: ['192.0.2.1', '2001:db8::5:0:1', '::', '::ffff:102:304'] },
      keyUsage: ['cRLSign', 'decipherOnly'],
      basicConstraints: { ca: false, pathLength: null },
      selfIssued: true,
    })
    expect(certificate.subjectKeyId).toBe(certificate.authorityKeyId)
    expect([...certificate.extensions.values()].map(({ critical }) => critical)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ])
    expect(toHex(certificate.spki)).toBe(toHex(key.spki))
    expect(new X509Certificate(der).subjectAltName).toContain('DNS:*.example.com')
  })

  test('RFC 5280 section 4.1.2.5: years from 2050 on are GeneralizedTime', async () => {
    const key = signer('ES256')
    const dates = {
      notBefore: new Date('2049-12-31T23:59:59.900Z'),
      notAfter: new Date('2050-01-01Z'),
    }
    const name = parseName('CN=x')
    const der = await createCertificate({
      ...{ ...key, ...dates, subject: name, issuer: name },
      ...{ serial: new Uint8Array([0x80]), extensions: {} },
    })
    ssl.write('late.der', der)
    const text = ssl.run('asn1parse', '-inform', 'DER', '-in', 'late.der').toString()
    expect(text).toMatch(/UTCTIME\s+:491231235959Z[\s\S]*GENERALIZEDTIME\s+:20500101000000Z/)
    const certificate = await parseCertificate(der)
    expect(certificate.serialNumber).toBe('80')
    expect(certificate.notBefore).toEqual(new Date('2049-12-31T23:59:59Z'))
  })

  test('RFC 5280 section 4.1.2.6: without a subject the alternative names are critical', async () => {
    const issuer = { name: 'CN=Issuer', key: signer('ES256') }
    const der = await issue(signer('ES256'), { subject: '', issuer, extensions: LEAF })
    const certificate = await parseCertificate(der)
    expect(certificate.commonName).toBeNull()
    expect(certificate.extensions.get('2.5.29.17')?.critical).toBe(true)
  })

  test.each([
    [{ names: { dns: ['münchen.example'] } }, 'ASCII'],
    [{ names: { ips: ['300.1.1.1'] } }, 'IP address'],
    [{ names: { ips: ['1::2::3'] } }, 'IP address'],
    [{ nameConstraints: { permitted: { ips: ['192.0.2.0/33'] } } }, 'IP range'],
  ])('refuses a name that cannot be encoded: %j', async (extensions, words) => {
    await expect(issue(signer('ES256'), { extensions })).rejects.toMatchObject({
      code: 'malformed',
      message: expect.stringContaining(words),
    })
  })
})

describe('createCsr', () => {
  test.each(['RS256', 'ES256', 'ES384', 'ES512', 'ES256K'] as const)(
    'openssl verifies a request signed by %s and sees its extensions',
    async (algorithm) => {
      const key = signer(algorithm)
      const csr = await createCsr({
        ...key,
        subject: parseName('CN=www.example.com, O=Contoso'),
        extensions: LEAF,
      })
      ssl.write('csr.der', csr)
      const text = ssl.run('req', '-inform', 'DER', '-in', 'csr.der', '-verify', '-noout', '-text')
      expect(text.toString()).toMatch(/DNS:www\.example\.com/)
      expect(text.toString()).toMatch(/CN = www\.example\.com, O = Contoso/)
    },
  )

  test('without extensions there is no attribute', async () => {
    const csr = await createCsr({ ...signer('ES256'), subject: parseName('CN=x'), extensions: {} })
    ssl.write('csr.der', csr)
    const text = ssl.run('req', '-inform', 'DER', '-in', 'csr.der', '-verify', '-noout', '-text')
    expect(text.toString()).toContain('(none)')
  })
})

test('randomSerial is positive, 16 octets and never repeats', () => {
  const serials = Array.from({ length: 1000 }, () => randomSerial())
  expect(new Set(serials.map(toHex)).size).toBe(1000)
  expect(serials.every((serial) => serial.length === 16 && (serial[0] ?? 0xff) < 0x80)).toBe(true)
})
