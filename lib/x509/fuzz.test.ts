import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { figure, hardening } from '#lib/testing/harden.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { parseCertificate } from './certificate.ts'
import { readCsr } from './csr.ts'
import { readAsn1, sequenceOf } from './der.ts'
import { explicit, integer, octetString, oid, sequence } from './encode.ts'
import { X509Error } from './errors.ts'
import { readImportFile } from './import-file.ts'
import { decodePem } from './pem.ts'
import { readPfx } from './pfx.ts'
import { encodeMac } from './pfx-mac.ts'
import { certificatesFromPkcs7 } from './pkcs7.ts'
import { describePrivateKey, pkcs8FromPem } from './private-key.ts'

/** Hostile input: whatever is done to a good file, the answer is a result or an X509Error. */

/** An answer in ms. Other tests run at the same time, unless the full figures are asked for. */
const longest = hardening ? 250 : 2_000
/** What the process may grow by over all mutations of one seed, in bytes. */
const growth = 50 * 1024 * 1024

let ssl: OpenSsl
const seeds = new Map<string, Uint8Array>()

beforeAll(() => {
  ssl = openSsl()
  ssl.makeKey('rsa', 'RSA-2048')
  ssl.makeCertificate('rsa', '/C=DE/O=Root/CN=Root', { extensions: CA_EXTENSIONS })
  for (const kind of ['P-256', 'P-256K']) {
    ssl.makeKey(kind, kind)
    ssl.makeCertificate(kind, `/CN=${kind}`, {
      issuer: 'rsa',
      extensions: [
        'basicConstraints=critical,CA:TRUE,pathlen:1',
        'keyUsage=digitalSignature',
        'extendedKeyUsage=serverAuth',
        'subjectKeyIdentifier=hash',
        'subjectAltName=DNS:a.example,IP:192.0.2.1,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:u@a.example',
      ],
    })
    const [certificate] = decodePem(ssl.text(`${kind}.crt`))
    const [key] = decodePem(ssl.text(`${kind}.key`))
    seeds.set(`certificate ${kind}`, certificate?.der ?? new Uint8Array())
    seeds.set(`key ${kind}`, key?.der ?? new Uint8Array())
  }
  seeds.set('request', decodePem(ssl.text('P-256.csr'))[0]?.der ?? new Uint8Array())
  ssl.run('crl2pkcs7', '-nocrl', '-certfile', 'rsa.crt', '-outform', 'DER', '-out', 'seed.p7b')
  seeds.set('bundle', ssl.read('seed.p7b'))
  const [rsa] = decodePem(ssl.text('rsa.key'))
  seeds.set('key RSA', rsa?.der ?? new Uint8Array())
  // Without encryption and MAC every mutation reaches the innermost parser.
  const open = ['-certpbe', 'NONE', '-keypbe', 'NONE', '-nomac']
  for (const [name, options] of [
    ['open', open],
    ['no MAC', ['-nomac']],
    ['legacy', ['-legacy', '-nomac']],
    ['default', []],
  ] as const) {
    ssl.run(
      ...['pkcs12', '-export', '-inkey', 'P-256.key', '-in', 'P-256.crt', '-certfile', 'rsa.crt'],
      ...[...options, '-iter', '1', '-name', 'web', '-passout', 'pass:', '-out', 'seed.pfx'],
    )
    seeds.set(`PFX ${name}`, ssl.read('seed.pfx'))
  }
}, 60_000)
afterAll(() => ssl.dispose())

type Mutation = readonly [kind: 'set' | 'cut' | 'drop' | 'repeat', at: number, value: number]

/** Values that mean something in ASN.1: lengths, tags, signs. */
const octet = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x1e, 0x30, 0x31, 0x7f, 0x80),
  fc.constantFrom(0x81, 0x82, 0x84, 0xa0, 0xa1, 0xa3, 0xff),
)
const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant('set' as const) },
      { weight: 1, arbitrary: fc.constantFrom('cut' as const, 'drop' as const, 'repeat' as const) },
    ),
    fc.nat(),
    octet,
  ),
  { minLength: 1, maxLength: 4 },
)

function mutate(seed: Uint8Array, changes: readonly Mutation[]): Uint8Array {
  let bytes = [...seed]
  for (const [kind, position, value] of changes) {
    const at = position % Math.max(1, bytes.length)
    if (kind === 'set') bytes[at] = value
    else if (kind === 'cut') bytes = bytes.slice(0, at)
    else if (kind === 'drop') bytes.splice(at, 1 + (value % 8))
    else bytes.splice(at, 0, ...bytes.slice(at, at + 1 + (value % 32)))
  }
  return new Uint8Array(bytes)
}

/** Gives back what nobody holds any more: what is left then would grow for ever. */
setFlagsFromString('--expose-gc')
const collect: unknown = runInNewContext('gc')

/** What the process holds of the machine's memory (RSS), in bytes. */
function memory(): number {
  if (typeof collect === 'function') collect()
  return process.memoryUsage.rss()
}

async function survives(
  seed: string,
  read: (bytes: Uint8Array) => Promise<unknown>,
  quick = 1_000,
): Promise<void> {
  const bytes = seeds.get(seed) ?? new Uint8Array()
  await expect(read(bytes)).resolves.toBeDefined()
  let refused = 0
  const runs = figure(10_000, quick)
  const before = memory()
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      const input = mutate(bytes, changes)
      const began = performance.now()
      try {
        await read(input)
      } catch (error) {
        refused++
        expect(error).toBeInstanceOf(X509Error)
      }
      expect(performance.now() - began).toBeLessThan(longest)
    }),
    { numRuns: runs },
  )
  expect(memory() - before).toBeLessThan(growth)
  // Most mutations must be noticed, or the parser looks at nothing.
  expect(refused).toBeGreaterThan(runs / 10)
}

describe('mutated input gives an X509Error or a result', () => {
  test.each(['certificate P-256', 'certificate P-256K'])('%s', (seed) =>
    survives(seed, parseCertificate),
  )

  test('request', () => survives('request', async (bytes) => readCsr(bytes)))

  test('bundle', () =>
    survives('bundle', (bytes) => Promise.all(certificatesFromPkcs7(bytes).map(parseCertificate))))

  test.each(['key RSA', 'key P-256', 'key P-256K'])('%s', (seed) =>
    survives(seed, describePrivateKey),
  )

  test.each(['PFX open', 'PFX no MAC', 'PFX legacy', 'PFX default'])('%s', (seed) =>
    // Four kinds of file: together a tenth and more.
    survives(seed, (bytes) => readPfx(bytes, ''), 400),
  )

  test('PFX whose MAC is right for what was changed', async () => {
    const [, safe] = sequenceOf(readAsn1(seeds.get('PFX open') ?? new Uint8Array()), 'seed', 2)
    const wrapped = sequenceOf(safe, 'seed', 2)[1]?.children[0]
    const content = wrapped?.content ?? new Uint8Array()
    seeds.set('content', content)
    await survives('content', (changed) =>
      readPfx(
        sequence(
          integer(3),
          sequence(oid('1.2.840.113549.1.7.1'), explicit(0, octetString(changed))),
          encodeMac(changed, '', 1),
        ),
        '',
      ),
    )
  })

  test('PEM', async () => {
    const text = ssl.text('P-256.key') + ssl.text('P-256.crt') + ssl.text('rsa.crt')
    seeds.set('PEM', new TextEncoder().encode(text))
    await survives('PEM', (bytes) => readImportFile(bytes, ''))
  })

  test('arbitrary bytes and text', async () => {
    const input = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string().map((s) => Buffer.from(s)),
    )
    await fc.assert(
      fc.asyncProperty(input, async (bytes) => {
        const block = { label: 'EC PRIVATE KEY', der: bytes, encrypted: false }
        for (const read of [
          () => parseCertificate(bytes),
          () => describePrivateKey(bytes),
          async () => readCsr(bytes),
          () => readPfx(bytes, 'x'),
          () => readImportFile(bytes, 'x'),
          async () => pkcs8FromPem(block),
        ]) {
          await expect(read()).rejects.toBeInstanceOf(X509Error)
        }
      }),
      { numRuns: figure(10_000) },
    )
  })
})
