import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { parseCertificate } from './certificate.ts'
import { readAsn1, readOid } from './der.ts'
import { explicit, integer, octetString, oid, sequence } from './encode.ts'
import { readImportFile } from './import-file.ts'
import { MAX_DEPTH, MAX_INPUT_BYTES, MAX_KDF_ITERATIONS, MAX_NODES } from './limits.ts'
import { decodePem } from './pem.ts'
import { readPfx } from './pfx.ts'
import { describePrivateKey } from './private-key.ts'

let ssl: OpenSsl
beforeAll(() => {
  ssl = openSsl()
  ssl.makeKey('leaf', 'P-256')
  ssl.makeCertificate('leaf', '/CN=leaf')
})
afterAll(() => ssl.dispose())

function nested(levels: number): Uint8Array {
  let der: Uint8Array = integer(1)
  for (let level = 0; level < levels; level++) der = sequence(der)
  return der
}

/**
 * The code of the refusal; fails when it takes longer than promised (R10: 100 ms), in the best of three tries because
 * other tests share the processor.
 */
async function refusal(act: () => unknown): Promise<unknown> {
  let code: unknown
  let fastest = Number.POSITIVE_INFINITY
  for (let attempt = 0; attempt < 3; attempt++) {
    const started = performance.now()
    try {
      await act()
      return 'accepted'
    } catch (error) {
      fastest = Math.min(fastest, performance.now() - started)
      code = error instanceof Error && 'code' in error ? error.code : error
    }
  }
  expect(fastest).toBeLessThan(100)
  return code
}

describe('ASN.1', () => {
  test('takes the deepest allowed nesting and no more', async () => {
    expect(readAsn1(nested(MAX_DEPTH)).tag).toBe(0x30)
    expect(await refusal(() => readAsn1(nested(MAX_DEPTH + 1)))).toBe('too-expensive')
    expect(await refusal(() => readAsn1(nested(64)))).toBe('too-expensive')
    expect(await refusal(() => readPfx(nested(64), ''))).toBe('too-expensive')
    const bottomless = nested(2000)
    expect(await refusal(() => parseCertificate(bottomless))).toBe('too-expensive')
  })

  test('counts nesting without lengths too', async () => {
    const open = new Uint8Array(10_000)
    for (let at = 0; at < open.length; at += 2) open.set([0x30, 0x80], at)
    expect(await refusal(() => readAsn1(open, { ber: true }))).toBe('too-expensive')
  })

  test('bounds the number of elements and the size', async () => {
    const many = sequence(...Array.from({ length: MAX_NODES }, () => integer(0)))
    expect(await refusal(() => readAsn1(many))).toBe('too-expensive')
    const large = new Uint8Array(10 * MAX_INPUT_BYTES)
    expect(await refusal(() => readAsn1(large))).toBe('too-large')
    expect(await refusal(() => readPfx(large, ''))).toBe('too-large')
    expect(await refusal(() => readImportFile(large, ''))).toBe('too-large')
    expect(await refusal(() => decodePem('\n'.repeat(MAX_INPUT_BYTES + 1)))).toBe('too-large')
  })

  test.each([
    ['a length beyond the end', [0x30, 0x05, 0x02, 0x01, 0x01]],
    ['a length longer than needed', [0x30, 0x81, 0x03, 0x02, 0x01, 0x01]],
    ['no definite length in DER', [0x30, 0x80, 0x00, 0x00]],
    ['a length of 127 octets', [0x30, 0xff, 0x00]],
    ['a high tag number', [0x1f, 0x81, 0x00, 0x00]],
    ['data after the end', [0x05, 0x00, 0x00]],
    ['nothing', []],
  ])('refuses %s', async (_, octets) => {
    expect(await refusal(() => readAsn1(new Uint8Array(octets)))).toBe('malformed')
  })

  test('X.690 section 8.7.3.2: BER octet strings in pieces become one', () => {
    const pieces = new Uint8Array([0x24, 0x80, 0x04, 0x01, 0x61, 0x04, 0x02, 0x62, 0x63, 0, 0])
    expect(Buffer.from(readAsn1(pieces, { ber: true }).content).toString()).toBe('abc')
  })

  test.each(['1.2.840.113549.1.1.1', '2.5.4.3', '2.999.1', '0.9.2342.19200300.100.1.25', '1.39.5'])(
    'object identifier %s there and back',
    (dotted) => {
      expect(readOid(readAsn1(oid(dotted)), 'identifier')).toBe(dotted)
    },
  )
})

describe('key derivation', () => {
  function exportPfx(...options: readonly string[]): Uint8Array {
    const files = ['-inkey', 'leaf.key', '-in', 'leaf.crt', '-out', 'bomb.pfx']
    ssl.run('pkcs12', '-export', ...files, ...options, '-passout', 'pass:x')
    return ssl.read('bomb.pfx')
  }

  /** Raises the first number of iterations found after `from`: 2048 as openssl writes it. */
  function raise(pfx: Uint8Array, which: 'first' | 'last', iterations: number): Uint8Array {
    const hex = Buffer.from(pfx).toString('hex')
    const at = which === 'first' ? hex.indexOf('02020800') : hex.lastIndexOf('02020800')
    expect(at).toBeGreaterThan(0)
    // Two octets hold up to 32,767, so the short form is enough to show that all parts are added up.
    const value = iterations.toString(16).padStart(4, '0')
    return Buffer.from(`${hex.slice(0, at)}0202${value}${hex.slice(at + 8)}`, 'hex')
  }

  test.each([
    ['default', ['-iter', '3000000', '-nomac']],
    ['legacy', ['-iter', '1500000', '-legacy', '-nomac']],
  ])('refuses a bomb before its first round: %s', async (_, options) => {
    const bomb = exportPfx(...options)
    expect(await refusal(() => readPfx(bomb, 'x'))).toBe('too-expensive')
    expect(await refusal(() => readImportFile(bomb, 'wrong'))).toBe('too-expensive')
  })

  test('adds up all parts: three times 700,000 are too many', async () => {
    const bomb = exportPfx('-iter', '700000', '-macalg', 'SHA256')
    expect(await refusal(() => readPfx(bomb, 'x'))).toBe('too-expensive')
  })

  test('reads what NSS and GnuTLS write: three times 600,000', async () => {
    const { entries } = await readPfx(exportPfx('-iter', '600000', '-macalg', 'SHA256'), 'x')
    expect(entries).toHaveLength(1)
  })

  test('a raised count of the MAC is a wrong password, not a crash', async () => {
    const pfx = raise(exportPfx(), 'last', 4096)
    await expect(readPfx(pfx, 'x')).rejects.toMatchObject({ code: 'wrong-password' })
  })

  test('refuses a MAC above the limit', async () => {
    const mac = sequence(
      sequence(sequence(oid('2.16.840.1.101.3.4.2.1')), octetString(new Uint8Array(32))),
      octetString(new Uint8Array(8)),
      integer(MAX_KDF_ITERATIONS + 1),
    )
    const data = oid('1.2.840.113549.1.7.1')
    const safe = sequence(data, explicit(0, octetString(sequence())))
    expect(await refusal(() => readPfx(sequence(integer(3), safe, mac), ''))).toBe('too-expensive')
  })
})

test('an RSA number of a hundred thousand bits is not computed with', async () => {
  const big = integer(1)
  const modulus = new Uint8Array(12_500).fill(0x55)
  const number = sequence(
    integer(0),
    ...[modulus, modulus].map((bytes) => new Uint8Array([0x02, 0x82, 0x30, 0xd4, ...bytes])),
    ...Array.from({ length: 6 }, () => big),
  )
  const pkcs8 = sequence(integer(0), sequence(oid('1.2.840.113549.1.1.1')), octetString(number))
  expect(await refusal(() => describePrivateKey(pkcs8))).toBe('too-large')
})
