import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '#lib/base/encodings.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readCsr } from './csr.ts'
import { decodePem } from './pem.ts'
import { certificatesFromPkcs7 } from './pkcs7.ts'

let ssl: OpenSsl
beforeAll(() => {
  ssl = openSsl()
  for (const name of ['a', 'b']) {
    ssl.makeKey(name, 'P-384')
    ssl.makeCertificate(name, `/O=Contoso/CN=${name}`)
  }
})
afterAll(() => ssl.dispose())

function pemDer(file: string): Uint8Array {
  return decodePem(ssl.text(file))[0]?.der ?? new Uint8Array()
}

describe('readCsr', () => {
  test('reads subject, key and requested names', () => {
    const names = 'subjectAltName=DNS:a.example,IP:192.0.2.1'
    const input = ['-new', '-key', 'a.key', '-subj', '/O=Contoso/CN=a']
    ssl.run('req', ...input, '-addext', names, '-out', 'names.csr')
    expect(readCsr(pemDer('names.csr'))).toMatchObject({
      subject: 'O=Contoso, CN=a',
      key: { kind: 'EC', curve: 'P-384' },
      names: { dns: ['a.example'], ips: ['192.0.2.1'] },
    })
  })

  test('without extensions the names are empty', () => {
    expect(readCsr(pemDer('a.csr'))).toMatchObject({
      names: { dns: [] },
      signatureAlgorithm: 'ecdsa-with-SHA256',
    })
  })

  test('refuses a certificate', () => {
    expect(() => readCsr(pemDer('a.crt'))).toThrow(expect.objectContaining({ code: 'malformed' }))
  })
})

describe('certificatesFromPkcs7', () => {
  test('gives what openssl put in', () => {
    const files = ['-certfile', 'a.crt', '-certfile', 'b.crt']
    ssl.run('crl2pkcs7', '-nocrl', ...files, '-outform', 'DER', '-out', 'both.p7b')
    expect(certificatesFromPkcs7(ssl.read('both.p7b')).map(toHex).sort()).toEqual(
      [pemDer('a.crt'), pemDer('b.crt')].map(toHex).sort(),
    )
  })

  test('refuses an empty bundle and a certificate', () => {
    ssl.write('none.pem', '')
    ssl.run('crl2pkcs7', '-nocrl', '-outform', 'DER', '-out', 'none.p7b')
    expect(() => certificatesFromPkcs7(ssl.read('none.p7b'))).toThrow(
      expect.objectContaining({ code: 'no-certificate' }),
    )
    expect(() => certificatesFromPkcs7(pemDer('a.crt'))).toThrow(
      expect.objectContaining({ code: 'malformed' }),
    )
  })
})
