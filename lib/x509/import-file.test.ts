import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '#lib/base/encodings.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readImportFile } from './import-file.ts'
import { readImportFileInWorker } from './in-worker.ts'
import { MAX_INPUT_BYTES } from './limits.ts'
import { decodePem } from './pem.ts'

let ssl: OpenSsl

beforeAll(() => {
  ssl = openSsl()
  for (const name of ['root', 'leaf', 'other']) ssl.makeKey(name, 'P-256')
  ssl.makeKey('rsa', 'RSA-2048')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  for (const name of ['leaf', 'other', 'rsa']) {
    ssl.makeCertificate(name, `/CN=${name}`, { issuer: 'root' })
  }
  ssl.run('pkey', '-in', 'leaf.key', '-traditional', '-out', 'sec1.key')
  ssl.run('pkey', '-in', 'rsa.key', '-traditional', '-out', 'pkcs1.key')
  ssl.run('ecparam', '-name', 'prime256v1', '-out', 'params.pem')
  ssl.run('pkey', '-in', 'leaf.key', '-aes256', '-passout', 'pass:x', '-out', 'locked.key')
  ssl.run(
    ...['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.crt', '-certfile', 'root.crt'],
    ...['-name', 'web', '-passout', 'pass:secret', '-out', 'leaf.pfx'],
  )
}, 60_000)
afterAll(() => ssl.dispose())

function pem(...files: readonly string[]): Uint8Array {
  return utf8(files.map((file) => ssl.text(file)).join(''))
}

describe('readImportFile', () => {
  test.each([
    ['leaf first', ['leaf.key', 'leaf.crt', 'root.crt'], true],
    ['root first, key last', ['root.crt', 'leaf.crt', 'leaf.key'], true],
    ['an unrelated certificate', ['other.crt', 'leaf.crt', 'leaf.key', 'root.crt'], true],
    ['no root', ['leaf.key', 'leaf.crt'], false],
    ['SEC 1 key after its parameters', ['params.pem', 'sec1.key', 'leaf.crt', 'root.crt'], true],
  ])('PEM: %s', async (_, files, complete) => {
    const { format, entries } = await readImportFile(pem(...files), '')
    expect(format).toBe('pem')
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ complete, key: { kind: 'EC', curve: 'P-256' } })
    expect(entries[0]?.chain.map(({ commonName }) => commonName)).toEqual(
      complete ? ['leaf', 'Root'] : ['leaf'],
    )
  })

  test('PEM with PKCS#1 key, text around the blocks and Windows line ends', async () => {
    const text = `\ufeffBag Attributes\r\n${ssl.text('rsa.crt')}notes: here\n${ssl.text('pkcs1.key')}`
    const file = utf8(text.replaceAll('\n', '\r\n'))
    const { entries } = await readImportFile(file, '')
    expect(entries[0]).toMatchObject({ key: { kind: 'RSA', size: 2048 }, complete: false })
  })

  test('PFX', async () => {
    const { format, entries } = await readImportFile(ssl.read('leaf.pfx'), 'secret')
    expect(format).toBe('pfx')
    expect(entries).toMatchObject([{ friendlyName: 'web', complete: true }])
    expect(entries[0]?.chain.map(({ commonName }) => commonName)).toEqual(['leaf', 'Root'])
  })

  test.each([
    ['two keys', () => pem('leaf.key', 'leaf.crt', 'other.key'), 'several-private-keys'],
    ['no key', () => pem('leaf.crt'), 'no-private-key'],
    ['no certificate', () => pem('leaf.key'), 'no-certificate'],
    ['the key of another', () => pem('other.key', 'leaf.crt'), 'key-mismatch'],
    ['a key under a password', () => pem('locked.key', 'leaf.crt'), 'encrypted-private-key'],
    ['a request only', () => pem('leaf.csr'), 'no-private-key'],
    ['text', () => utf8('hello'), 'not-a-certificate-file'],
    ['text that begins with a zero', () => utf8('0123456789'), 'not-a-certificate-file'],
    ['an empty file', () => new Uint8Array(), 'not-a-certificate-file'],
    ['an image', () => new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'not-a-certificate-file'],
    ['a DER certificate', () => decodePem(ssl.text('leaf.crt'))[0]?.der, 'no-private-key'],
    ['a cut PFX', () => ssl.read('leaf.pfx').slice(0, 500), 'not-pkcs12'],
    ['a wrong password', () => ssl.read('leaf.pfx'), 'wrong-password'],
    ['a cut PEM', () => pem('leaf.key', 'leaf.crt').slice(0, -30), 'malformed'],
    ['damaged base64', () => utf8(ssl.text('leaf.crt').replace(/M/, '*')), 'malformed'],
    ['too much', () => new Uint8Array(MAX_INPUT_BYTES + 1), 'too-large'],
  ])('refuses %s', async (_, make, code) => {
    const bytes = make() ?? new Uint8Array()
    await expect(readImportFile(bytes, '')).rejects.toMatchObject({ name: 'X509Error', code })
  })

  test('no message gives away the password', async () => {
    const error = await readImportFile(ssl.read('leaf.pfx'), 'hunter2').catch(String)
    expect(error).toContain('password')
    expect(error).not.toContain('hunter2')
  })
})

describe('readImportFileInWorker', () => {
  test('gives the same as on the main thread', async () => {
    const bytes = ssl.read('leaf.pfx')
    const deadlineMs = 20_000
    const file = await readImportFileInWorker(bytes, 'secret', { deadlineMs })
    expect(file).toEqual(await readImportFile(bytes, 'secret'))
  })

  test('gives the same errors', async () => {
    const options = { deadlineMs: 20_000 }
    await expect(readImportFileInWorker(utf8('x'), '', options)).rejects.toMatchObject({
      name: 'X509Error',
      code: 'not-a-certificate-file',
    })
    const huge = new Uint8Array(MAX_INPUT_BYTES + 1)
    await expect(readImportFileInWorker(huge, '')).rejects.toMatchObject({ code: 'too-large' })
  })

  test('reads many at once and one after another', async () => {
    const bytes = ssl.read('leaf.pfx')
    const options = { deadlineMs: 20_000 }
    for (let round = 0; round < 12; round++) {
      const files = await Promise.all(
        Array.from({ length: round === 0 ? 3 : 1 }, () =>
          readImportFileInWorker(bytes, 'secret', options),
        ),
      )
      expect(files.map(({ entries }) => entries.length)).toEqual(files.map(() => 1))
    }
  })

  test('a crowd waits for its turn instead of taking the time from one another', async () => {
    const bytes = ssl.read('leaf.pfx')
    const files = await Promise.all(
      Array.from({ length: 64 }, () => readImportFileInWorker(bytes, 'secret')),
    )
    expect(files.every(({ entries }) => entries.length === 1)).toBe(true)
  })

  test('ends at the deadline, and the next file is read', async () => {
    // 900,000 rounds of PKCS#12's own derivation are within the limit, but take longer than the deadline given here.
    const files = ['-inkey', 'leaf.key', '-in', 'leaf.crt', '-out', 'slow.pfx']
    const options = ['-legacy', '-nomac', '-iter', '900000', '-passout', 'pass:x']
    ssl.run('pkcs12', '-export', ...options, ...files)
    await expect(
      readImportFileInWorker(ssl.read('slow.pfx'), 'x', { deadlineMs: 100 }),
    ).rejects.toMatchObject({ code: 'too-expensive' })
    const file = await readImportFileInWorker(ssl.read('leaf.pfx'), 'secret', {
      deadlineMs: 20_000,
    })
    expect(file.entries).toHaveLength(1)
  })
})
