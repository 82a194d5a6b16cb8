import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toBase64, utf8 } from '#lib/base/encodings.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readCertificateFiles } from './certificate-files.ts'
import { readCertificateFilesInWorker } from './in-worker.ts'
import { MAX_INPUT_BYTES } from './limits.ts'
import { decodePem } from './pem.ts'

let ssl: OpenSsl
let der: Uint8Array

beforeAll(() => {
  ssl = openSsl()
  for (const name of ['root', 'leaf']) ssl.makeKey(name, 'P-256')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('leaf', '/CN=leaf', { issuer: 'root' })
  ssl.run('crl2pkcs7', '-nocrl', '-certfile', 'leaf.crt', '-outform', 'DER', '-out', 'leaf.p7b')
  ssl.run('crl2pkcs7', '-nocrl', '-certfile', 'leaf.crt', '-out', 'leaf.p7b.pem')
  ssl.run(
    ...['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.crt'],
    ...['-passout', 'pass:x', '-out', 'leaf.pfx'],
  )
  der = decodePem(ssl.text('leaf.crt'))[0]?.der ?? new Uint8Array()
}, 60_000)
afterAll(() => ssl.dispose())

function wide(text: string): Uint8Array {
  const units = Uint16Array.from(`\ufeff${text}`, (unit) => unit.charCodeAt(0))
  return new Uint8Array(units.buffer)
}

describe('readCertificateFiles', () => {
  test.each<[string, () => Uint8Array]>([
    ['PEM', () => utf8(ssl.text('leaf.crt'))],
    ['DER', () => der],
    ['PKCS#7 as DER', () => ssl.read('leaf.p7b')],
    ['PKCS#7 as PEM', () => utf8(ssl.text('leaf.p7b.pem'))],
    ['base64 without armour', () => utf8(`${toBase64(der).replaceAll(/.{76}/g, '$&\n')}\n`)],
    ['PEM in UTF-16', () => wide(ssl.text('leaf.crt'))],
    [
      'PEM with a mark, text around it and quotes',
      () => utf8(`\ufeff> Hello,\n${ssl.text('leaf.crt').replaceAll(/^/gm, '> ')}\n> Bye`),
    ],
  ])('reads %s', (_, make) => {
    const { certificates, files } = readCertificateFiles([make()])
    expect(certificates.map(({ commonName }) => commonName)).toEqual(['leaf'])
    expect(files).toEqual([{ certificates: 1, problem: null }])
  })

  test.each<[string, () => Uint8Array, RegExp]>([
    ['a zip archive', () => utf8('PK\x03\x04 and so on'), /unpack/i],
    ['a PFX', () => ssl.read('leaf.pfx'), /PFX/],
    ['the request itself', () => utf8(ssl.text('leaf.csr')), /signing request/],
    ['a private key', () => utf8(ssl.text('leaf.key')), /private key/],
    ['words', () => utf8('Remember the milk.'), /no certificate, no PEM/],
    ['an empty file', () => new Uint8Array(), /empty/],
    ['a cut certificate', () => der.slice(0, -20), /./],
    ['a cut PEM', () => utf8(ssl.text('leaf.crt').slice(0, -30)), /no end/],
    ['bytes that begin like DER', () => new Uint8Array([0x30, 0x82, 1, 2, 3]), /./],
    ['bytes after the end', () => new Uint8Array([...der, 0, 0]), /extra data/],
  ])('says why %s gives none, and reads the other file', (_, make, problem) => {
    const { certificates, files } = readCertificateFiles([make(), der])
    expect(certificates).toHaveLength(1)
    expect(files[0]?.certificates).toBe(0)
    expect(files[0]?.problem).toMatch(problem)
  })

  test('leaves a private key aside and says so', () => {
    const file = utf8(ssl.text('leaf.key') + ssl.text('leaf.crt'))
    expect(readCertificateFiles([file]).files).toMatchObject([
      { certificates: 1, problem: expect.stringContaining('private key, which was left aside') },
    ])
  })

  test('counts what came twice', () => {
    const { certificates, doubles } = readCertificateFiles([der, utf8(ssl.text('leaf.crt'))])
    expect([certificates.length, doubles]).toEqual([1, 1])
  })

  test.each([
    ['10 MB', () => [new Uint8Array(10_000_000)]],
    [
      'two files that are too large together',
      () => [new Uint8Array(MAX_INPUT_BYTES), new Uint8Array(1)],
    ],
  ])('refuses %s', (_, files) => {
    expect(() => readCertificateFiles(files())).toThrow(/larger than 1 MiB/)
  })
})

describe('readCertificateFilesInWorker', () => {
  const options = { deadlineMs: 20_000 }

  test('checks who signed what', async () => {
    const files = [utf8(ssl.text('leaf.crt')), utf8(ssl.text('root.crt'))]
    const { certificates, signatures } = await readCertificateFilesInWorker(files, options)
    expect(certificates).toHaveLength(2)
    expect(signatures.map(({ good }) => good)).toEqual([true, true])
  })

  test('refuses too much', async () => {
    const files = [new Uint8Array(10_000_000)]
    await expect(readCertificateFilesInWorker(files, options)).rejects.toMatchObject({
      name: 'X509Error',
      code: 'too-large',
    })
  })
})
