import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { utf8 } from '#lib/base/encodings.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readCertificateFiles } from '#lib/x509/certificate-files.ts'
import { type ParsedCsr, readCsr } from '#lib/x509/csr.ts'
import { decodePem } from '#lib/x509/pem.ts'
import { diagnoseMerge, type SignedBy } from './diagnose.ts'

/** What openssl signs, as a CA would answer it: the doctor has to understand each. */
let ssl: OpenSsl

const signedBy: SignedBy = (subject, issuer) =>
  new X509Certificate(subject.der).verify(new X509Certificate(issuer.der).publicKey)

const leafNames = ['subjectAltName=DNS:www.contoso.example,DNS:contoso.example']

beforeAll(() => {
  ssl = openSsl()
  for (const key of ['root', 'middle', 'middle2', 'www', 'other']) ssl.makeKey(key, 'P-256')
  ssl.makeKey('weak', 'RSA-1024')
  const ca = { extensions: CA_EXTENSIONS }
  ssl.makeCertificate('root', '/CN=Root', ca)
  ssl.makeCertificate('middle', '/CN=Middle', { ...ca, issuer: 'root' })
  // The same name with another key, and no key identifier that tells them apart.
  ssl.makeCertificate('middle2', '/CN=Middle', {
    issuer: 'root',
    extensions: ['basicConstraints=critical,CA:TRUE', 'subjectKeyIdentifier=none'],
  })
  ssl.makeCertificate('other', '/CN=other.example', { issuer: 'middle' })
  ssl.makeCertificate('www', '/CN=www.contoso.example/O=Changed by the CA', {
    issuer: 'middle',
    extensions: leafNames,
  })
  sign('own', ['-signkey', 'www.key'], [])
  sign('renamed', ['-subj', '/CN=elsewhere.example'], leafNames)
  sign('nameless', [], ['subjectAltName=DNS:www.contoso.example'])
  sign('sha1', ['-sha1'], leafNames)
  sign('authority', [], [...leafNames, ...CA_EXTENSIONS])
  sign('bare', [], leafNames, 'root')
  sign('dated', ['-days', '1'], leafNames)
  ssl.write('leaf-as-issuer.ext', 'subjectAltName=DNS:www.contoso.example')
  ssl.run(
    ...['req', '-new', '-key', 'www.key', '-subj', '/CN=www.contoso.example/O=Contoso'],
    ...['-addext', leafNames[0] ?? '', '-out', 'request.csr'],
  )
  ssl.makeCertificate('weak', '/CN=Weak CA', { ...ca, issuer: 'root' })
  sign('by-weak', [], leafNames, 'weak')
  sign('by-other', [], leafNames, 'other')
  bundle('mixed.p7b', ['root', 'www', 'middle'], 'DER')
  bundle('mixed.pem', ['middle', 'www'], 'PEM')
}, 60_000)
afterAll(() => ssl.dispose())

/** Signs the request of `www` once more, under other circumstances. */
function sign(
  name: string,
  options: readonly string[],
  extensions: readonly string[],
  issuer = 'middle',
): void {
  ssl.write(`${name}.ext`, extensions.join('\n'))
  const by = options.includes('-signkey')
    ? []
    : ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
  ssl.run(
    ...['x509', '-req', '-in', 'www.csr', '-out', `${name}.crt`, '-extfile', `${name}.ext`],
    ...(options.includes('-days') ? [] : ['-days', '300']),
    ...[...by, ...options],
  )
}

function bundle(out: string, names: readonly string[], form: string): void {
  const files = names.flatMap((name) => ['-certfile', `${name}.crt`])
  ssl.run('crl2pkcs7', '-nocrl', ...files, '-outform', form, '-out', out)
}

function request(): ParsedCsr {
  const [block] = decodePem(ssl.text('request.csr'))
  if (!block) throw new Error('There is no request.')
  return readCsr(block.der)
}

const crt = (...names: readonly string[]) =>
  names.map((name) => utf8(ssl.text(name.includes('.') ? name : `${name}.crt`)))

function diagnose(files: readonly Uint8Array[], now = new Date()) {
  const { certificates } = readCertificateFiles(files)
  const diagnosis = diagnoseMerge({ csr: request(), certificates, signedBy, now })
  return {
    ...diagnosis,
    names: diagnosis.chain.map(({ certificate }) => certificate.commonName),
    codes: diagnosis.findings.map(({ code, weight }) => `${weight} ${code}`),
  }
}

const whole = ['www.contoso.example', 'Middle', 'Root']

describe('diagnoseMerge', () => {
  it.each<[string, () => Uint8Array[], string[]]>([
    ['PEM in the wrong order', () => crt('root', 'middle', 'www'), whole],
    ['one file with all, wrong order', () => [utf8(crtText('middle', 'root', 'www'))], whole],
    ['PKCS#7 as DER', () => [ssl.read('mixed.p7b')], whole],
    ['PKCS#7 as PEM and the root apart', () => crt('mixed.pem', 'root'), whole],
    [
      'PKCS#7 with notes around it',
      () => [utf8(`Dear customer,\n\n${ssl.text('mixed.pem')}\nKind regards\n`)],
      whole.slice(0, 2),
    ],
    ['no root', () => crt('middle', 'www'), whole.slice(0, 2)],
    [
      'a mail with an indent and Windows line ends',
      () => [utf8(crtText('www', 'middle').replaceAll(/^/gm, '  ').replaceAll('\n', '\r\n'))],
      whole.slice(0, 2),
    ],
    ['the same twice', () => crt('www', 'middle', 'www', 'mixed.pem'), whole.slice(0, 2)],
    ['two issuers of one name', () => crt('middle2', 'www', 'middle', 'root'), whole],
    ['an issuer that only bears the name', () => crt('middle2', 'www'), whole.slice(0, 1)],
  ])('understands %s', (_what, files, names) => {
    const diagnosis = diagnose(files())
    expect(diagnosis.names).toEqual(names)
    expect(diagnosis).toMatchObject({ keyMatches: true, ready: true })
  })

  it.each<[string, () => Uint8Array[], string[]]>([
    ['nothing', () => [], ['blocker no-certificate']],
    ['only CAs', () => crt('middle', 'root'), ['blocker no-leaf']],
    ['a foreign key', () => crt('other', 'middle', 'root'), ['blocker foreign-key']],
    ['a missing intermediate', () => crt('www'), ['warning missing-intermediate']],
    ['a root included', () => crt('www', 'middle', 'root'), ['note root-included']],
    ['no root', () => crt('www', 'middle'), ['note root-missing']],
    ['two leaves', () => crt('www', 'other', 'middle'), ['note root-missing', 'note left-aside']],
    ['its own signature', () => crt('own'), ['warning names-missing', 'warning self-signed']],
    [
      'another name',
      () => crt('renamed', 'middle', 'root'),
      ['warning subject-changed', 'note root-included'],
    ],
    [
      'a lost name',
      () => crt('nameless', 'middle', 'root'),
      ['warning names-missing', 'note root-included'],
    ],
    [
      'SHA-1',
      () => crt('sha1', 'middle', 'root'),
      ['warning weak-signature', 'note root-included'],
    ],
    [
      'an authority for a leaf',
      () => crt('authority', 'middle', 'root'),
      ['warning leaf-is-ca', 'note root-included'],
    ],
    [
      'a weak issuer',
      () => crt('by-weak', 'weak', 'root'),
      ['warning weak-key', 'note root-included'],
    ],
    [
      'an issuer that is no CA',
      () => crt('by-other', 'other', 'middle'),
      ['warning issuer-not-ca', 'note root-missing'],
    ],
  ])('tells %s', (_what, files, codes) => {
    const { codes: told } = diagnose(files())
    // The CA's own subject is told in all of them.
    expect(told.filter((code) => code !== 'note subject-changed')).toEqual(codes)
  })

  it('tells what has expired and what has not begun', () => {
    const day = 86_400_000
    const later = diagnose(crt('dated', 'middle', 'root'), new Date(Date.now() + 3 * day))
    expect(later.codes.filter((code) => code.includes('expired'))).toEqual(['warning expired'])
    const before = diagnose(crt('www', 'middle', 'root'), new Date(Date.now() - 3 * day))
    expect(before.codes.filter((code) => code.includes('valid'))).toHaveLength(3)
  })

  it('takes the later of two answers to one request', () => {
    const { certificates } = readCertificateFiles(crt('www', 'dated', 'middle'))
    const [first] = certificates
    if (!first) throw new Error('No certificate.')
    const older = { ...first, notBefore: new Date(0) }
    const answer = diagnoseMerge({
      csr: request(),
      certificates: [older, ...certificates.slice(1)],
      signedBy,
      now: new Date(),
    })
    expect(answer.chain[0]?.certificate).toBe(certificates[1])
    expect(answer.aside).toMatchObject([
      { certificate: older, reason: expect.stringContaining('earlier answer') },
    ])
  })

  it('blocks when the request cannot be read', () => {
    const { certificates } = readCertificateFiles(crt('www'))
    const answer = diagnoseMerge({ csr: null, certificates, signedBy, now: new Date() })
    expect(answer).toMatchObject({ ready: false, findings: [{ code: 'no-request' }] })
  })
})

function crtText(...names: readonly string[]): string {
  return names.map((name) => ssl.text(`${name}.crt`)).join('')
}
