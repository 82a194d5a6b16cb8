import { afterAll, beforeAll, expect, it } from 'vitest'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { X509Error } from './errors.ts'
import { readChainOf } from './import-file.ts'
import { decodePem } from './pem.ts'
import { certificatesFromPkcs7, writePkcs7 } from './pkcs7.ts'

let ssl: OpenSsl
const der = (name: string) => decodePem(ssl.text(`${name}.crt`))[0]?.der ?? new Uint8Array()
const chain = () => ['leaf', 'ca', 'root'].map(der)

beforeAll(() => {
  ssl = openSsl()
  for (const name of ['root', 'ca', 'leaf']) ssl.makeKey(name, 'P-256')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('ca', '/CN=CA', { issuer: 'root', extensions: CA_EXTENSIONS })
  ssl.makeCertificate('leaf', '/CN=leaf.example', { issuer: 'ca' })
})
afterAll(() => ssl.dispose())

it('openssl reads what we write, in our order', () => {
  ssl.write('ours.p7b', writePkcs7(chain()))
  const text = ssl.run('pkcs7', '-inform', 'DER', '-in', 'ours.p7b', '-print_certs').toString()
  const names = [...text.matchAll(/^subject=.*CN ?= ?(.+)$/gm)].map((match) => match[1])
  expect(names).toEqual(['leaf.example', 'CA', 'Root'])
})

it('holds what a bundle of openssl holds', () => {
  ssl.write('all.pem', ['leaf', 'ca', 'root'].map((name) => ssl.text(`${name}.crt`)).join(''))
  const theirs = ssl.run('crl2pkcs7', '-nocrl', '-certfile', 'all.pem', '-outform', 'DER')
  const ours = writePkcs7(chain())
  expect(certificatesFromPkcs7(new Uint8Array(theirs))).toEqual(certificatesFromPkcs7(ours))
  expect(certificatesFromPkcs7(ours)).toEqual(chain())
})

it('refuses to write an empty one', () => {
  expect(() => writePkcs7([])).toThrow(X509Error)
})

it.each([
  ['a PFX without a key', ['-nokeys', '-in', 'mixed.pem']],
  ['a PFX with one', ['-inkey', 'leaf.key', '-in', 'leaf.crt', '-certfile', 'mixed.pem']],
])('finds the chain in %s, whatever its order', async (_what, input) => {
  ssl.write('mixed.pem', ['root', 'leaf', 'ca'].map((name) => ssl.text(`${name}.crt`)).join(''))
  ssl.run('pkcs12', '-export', ...input, '-passout', 'pass:', '-out', 'file.pfx')
  const found = await readChainOf(ssl.read('file.pfx'), '')
  expect(found.map(({ commonName }) => commonName)).toEqual(['leaf.example', 'CA', 'Root'])
})

it('finds the chain in a PEM, and does not mind the key', async () => {
  const text =
    ssl.text('root.crt') + ssl.text('leaf.key') + ssl.text('ca.crt') + ssl.text('leaf.crt')
  const found = await readChainOf(new TextEncoder().encode(text), '')
  expect(found.map(({ commonName }) => commonName)).toEqual(['leaf.example', 'CA', 'Root'])
})
