import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '#lib/base/encodings.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { parseCertificate } from './certificate.ts'
import { decodePem, encodePem } from './pem.ts'
import { readPfx, writePfx } from './pfx.ts'
import { describePrivateKey } from './private-key.ts'

let ssl: OpenSsl
const KEYS = ['RSA-2048', 'RSA-3072', 'RSA-4096', 'P-256', 'P-384', 'P-521', 'P-256K'] as const

beforeAll(() => {
  ssl = openSsl()
  for (const name of ['root', 'middle']) ssl.makeKey(name, 'P-256')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('middle', '/CN=Middle', { issuer: 'root', extensions: CA_EXTENSIONS })
  for (const name of KEYS) {
    ssl.makeKey(name, name)
    ssl.makeCertificate(name, `/CN=${name}`, { issuer: 'middle' })
  }
  ssl.write('chain.pem', ssl.text('middle.crt') + ssl.text('root.crt'))
  ssl.write('odd.pem', ssl.text('root.crt') + ssl.text('P-256.crt') + ssl.text('middle.crt'))
}, 120_000)
afterAll(() => ssl.dispose())

function exportPfx(name: string, password: string, ...options: readonly string[]): Uint8Array {
  const files = ['-inkey', `${name}.key`, '-in', `${name}.crt`, '-certfile', 'chain.pem']
  const secret = ['-passout', `pass:${password}`, '-out', 'out.pfx']
  ssl.run('pkcs12', '-export', ...files, ...options, ...secret)
  return ssl.read('out.pfx')
}

async function names(chain: readonly Uint8Array[]): Promise<(string | null)[]> {
  const certificates = await Promise.all(chain.map(parseCertificate))
  return certificates.map(({ commonName }) => commonName)
}

function pemDer(file: string, label: string): Uint8Array[] {
  return decodePem(ssl.text(file))
    .filter((block) => block.label === label)
    .map(({ der }) => der)
}

const WRITERS: readonly (readonly [string, readonly string[]])[] = [
  ['default (PBES2, AES-256)', []],
  ['-legacy (RC2-40, 3DES)', ['-legacy']],
  ['3DES', ['-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-legacy']],
  ['RC2-128', ['-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-RC2-128', '-legacy']],
  ['AES-128', ['-certpbe', 'AES-128-CBC', '-keypbe', 'AES-192-CBC']],
  ['PBES2 with 3DES', ['-certpbe', 'DES-EDE3-CBC', '-keypbe', 'DES-EDE3-CBC']],
  ['-nomac', ['-nomac']],
  ['-nomac -legacy', ['-nomac', '-legacy']],
  ['-nomac, all encrypted', ['-nomac', '-certpbe', 'AES-256-CBC', '-keypbe', 'AES-256-CBC']],
  [
    '-nomac -legacy, all encrypted',
    ['-nomac', '-legacy', '-certpbe', 'PBE-SHA1-RC2-40', '-keypbe', 'PBE-SHA1-3DES'],
  ],
  ['no encryption', ['-certpbe', 'NONE', '-keypbe', 'NONE']],
  ['no encryption, no MAC', ['-certpbe', 'NONE', '-keypbe', 'NONE', '-nomac']],
  ['MAC SHA-1', ['-macalg', 'SHA1']],
  ['MAC SHA-384', ['-macalg', 'SHA384']],
  ['MAC SHA-512', ['-macalg', 'SHA512']],
  ['one iteration', ['-noiter']],
]

describe('readPfx reads what openssl writes', () => {
  for (const [label, options] of WRITERS) {
    test.each(['', 'correct horse', 'pässwörd €'])(`${label}, password "%s"`, async (password) => {
      const pfx = exportPfx('P-256', password, '-name', 'My näme', ...options)
      const { entries, otherCertificates } = await readPfx(pfx, password)
      expect(entries).toHaveLength(1)
      expect(otherCertificates).toEqual([])
      const [entry] = entries
      expect(entry?.friendlyName).toBe('My näme')
      expect(await names(entry?.chain ?? [])).toEqual(['P-256', 'Middle', 'Root'])
      const { key } = await describePrivateKey(entry?.pkcs8 ?? new Uint8Array())
      expect(key).toEqual({ kind: 'EC', curve: 'P-256' })
    })
  }

  test.each(KEYS)('a %s key', async (name) => {
    const { entries } = await readPfx(exportPfx(name, 'x'), 'x')
    const { spki } = await describePrivateKey(entries[0]?.pkcs8 ?? new Uint8Array())
    const [leaf] = await Promise.all((entries[0]?.chain ?? []).map(parseCertificate))
    expect(leaf?.commonName).toBe(name)
    expect(toHex(leaf?.spki ?? new Uint8Array())).toBe(toHex(spki))
  })

  test('any order of the certificates', async () => {
    const files = ['-inkey', 'P-256.key', '-in', 'odd.pem', '-out', 'odd.pfx']
    ssl.run('pkcs12', '-export', ...files, '-passout', 'pass:x')
    const { entries } = await readPfx(ssl.read('odd.pfx'), 'x')
    expect(await names(entries[0]?.chain ?? [])).toEqual(['P-256', 'Middle', 'Root'])
  })

  test('unrelated certificates are given apart', async () => {
    const { otherCertificates } = await readPfx(
      exportPfx('P-256', 'x', '-certfile', 'RSA-2048.crt'),
      'x',
    )
    expect(await names(otherCertificates)).toEqual(['RSA-2048'])
  })
})

describe('readPfx refuses', () => {
  test.each(WRITERS.filter(([label]) => !label.startsWith('no encryption')))(
    'a wrong password: %s',
    async (_, options) => {
      const pfx = exportPfx('P-256', 'right', ...options)
      for (const password of ['wrong', '', 'righ', 'right ']) {
        await expect(readPfx(pfx, password)).rejects.toMatchObject({ code: 'wrong-password' })
      }
      const open = exportPfx('P-256', '', ...options)
      await expect(readPfx(open, 'x')).rejects.toMatchObject({ code: 'wrong-password' })
    },
  )

  test('a file without a key', async () => {
    ssl.run(
      ...['pkcs12', '-export', '-nokeys', '-in', 'chain.pem'],
      ...['-passout', 'pass:x', '-out', 'nokey.pfx'],
    )
    await expect(readPfx(ssl.read('nokey.pfx'), 'x')).rejects.toMatchObject({
      code: 'no-private-key',
    })
  })

  test('a key whose certificate is missing', async () => {
    const [pkcs8 = new Uint8Array()] = pemDer('P-384.key', 'PRIVATE KEY')
    const chain = pemDer('P-256.crt', 'CERTIFICATE')
    const pfx = await writePfx({ pkcs8, chain, password: '' })
    await expect(readPfx(pfx, '')).rejects.toMatchObject({ code: 'key-mismatch' })
    ssl.run(
      ...['pkcs12', '-export', '-nocerts', '-inkey', 'P-256.key'],
      ...['-passout', 'pass:x', '-out', 'nocert.pfx'],
    )
    await expect(readPfx(ssl.read('nocert.pfx'), 'x')).rejects.toMatchObject({
      code: 'no-certificate',
    })
  })

  test('a kind of key that Key Vault does not hold', async () => {
    ssl.makeKey('Ed25519', 'Ed25519')
    ssl.makeCertificate('Ed25519', '/CN=Ed25519', { issuer: 'middle' })
    await expect(readPfx(exportPfx('Ed25519', 'x'), 'x')).rejects.toMatchObject({
      code: 'unsupported-key',
    })
  })

  test('what is not PKCS#12', async () => {
    const text = new TextEncoder().encode('not a certificate file')
    const certificate = pemDer('P-256.crt', 'CERTIFICATE')[0] ?? text
    for (const bytes of [text, certificate, new Uint8Array(), exportPfx('P-256', '').slice(1)]) {
      await expect(readPfx(bytes, '')).rejects.toMatchObject({ code: 'not-pkcs12' })
    }
  })
})

describe('writePfx is read by openssl', () => {
  test.each([
    ...KEYS.map((name) => [name, 'correct horse']),
    ['RSA-2048', ''],
    ['P-256', ''],
    ['P-256', 'pässwörd €'],
  ])('%s, password "%s"', async (name, password) => {
    const [pkcs8 = new Uint8Array()] = pemDer(`${name}.key`, 'PRIVATE KEY')
    const chain = [...pemDer(`${name}.crt`, 'CERTIFICATE'), ...pemDer('chain.pem', 'CERTIFICATE')]
    const pfx = await writePfx({ pkcs8, chain, password, friendlyName: 'www' })
    ssl.write('ours.pfx', pfx)
    const pass = ['-passin', `pass:${password}`]
    const dump = ssl.run('pkcs12', '-in', 'ours.pfx', ...pass, '-nodes', '-out', 'ours.pem')
    expect(dump.toString()).toBe('')
    expect(pemDer('ours.pem', 'CERTIFICATE').map(toHex)).toEqual(chain.map(toHex))
    expect(ssl.text('ours.pem')).toContain('friendlyName: www')
    ssl.write('given.pem', encodePem('PRIVATE KEY', pkcs8))
    const outputs = ['given.pem', 'ours.pem'].map((file) =>
      ssl.run('pkey', '-in', file, '-outform', 'DER').toString('hex'),
    )
    expect(outputs[1]).toBe(outputs[0])
    const again = await readPfx(pfx, password)
    expect(again.entries[0]?.friendlyName).toBe('www')
    expect(toHex(again.entries[0]?.pkcs8 ?? new Uint8Array())).toBe(toHex(pkcs8))
  })

  test('two files of the same content differ: salts are random', async () => {
    const [pkcs8 = new Uint8Array()] = pemDer('P-256.key', 'PRIVATE KEY')
    const spec = { pkcs8, chain: pemDer('P-256.crt', 'CERTIFICATE'), password: '' }
    expect(toHex(await writePfx(spec))).not.toBe(toHex(await writePfx(spec)))
  })
})
