import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toBase64, utf8 } from '#lib/base/encodings.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { decodePem } from '#lib/x509/pem.ts'
import { listActivity } from '../activity/list.ts'
import { getCertificate } from '../certificates/get.ts'
import { getPendingOperation } from '../certificates/get-pending.ts'
import { mergeCertificate } from './merge.ts'
import { previewMerge } from './preview-merge.ts'

/** Requests of the embedded vault, signed by openssl with a CA of two levels. */
let test: TestConsole
let ops: Caller
let ssl: OpenSsl
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  ssl = openSsl()
  for (const key of ['root', 'issuing', 'foreign']) ssl.makeKey(key, 'P-256')
  ssl.makeCertificate('root', '/CN=Fabrikam Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('issuing', '/CN=Fabrikam Issuing', {
    issuer: 'root',
    extensions: CA_EXTENSIONS,
  })
  ssl.makeCertificate('foreign', '/CN=foreign.example', { issuer: 'issuing' })
}, 60_000)
afterAll(async () => {
  ssl.dispose()
  await test.close()
})

const ref = (name: string) => ({ vault, name })
const file = (name: string, content: Uint8Array) => ({ name, content: toBase64(content) })
const der = (name: string) => decodePem(ssl.text(`${name}.crt`))[0]?.der ?? new Uint8Array()

/** Orders a request and has it signed; writes `<name>.crt`. */
async function signedRequest(name: string): Promise<void> {
  await test.services
    .azureOf(ops)
    .certificates(vault)
    .create(name, {
      policy: {
        issuerName: 'Unknown',
        subject: `CN=${name}.contoso.example`,
        subjectAlternativeNames: { dnsNames: [`${name}.contoso.example`] },
        keyType: 'EC',
        keyCurveName: 'P-256',
        keyUsage: ['digitalSignature'],
      },
      enabled: true,
      tags: {},
    })
  const operation = await getPendingOperation(test.services, ops, ref(name))
  ssl.write('request.der', Buffer.from(operation?.csr ?? '', 'base64'))
  ssl.run(
    ...['x509', '-req', '-inform', 'DER', '-in', 'request.der', '-copy_extensions', 'copyall'],
    ...['-CA', 'issuing.crt', '-CAkey', 'issuing.key', '-CAcreateserial', '-days', '90'],
    ...['-out', `${name}.crt`],
  )
}

function preview(name: string, ...files: { name: string; content: string }[]) {
  return previewMerge(test.services, ops, { ...ref(name), files })
}

describe('merge', () => {
  it('takes PKCS#7 in the wrong order and stores leaf and chain', async () => {
    await signedRequest('edi')
    const files = ['root', 'edi', 'issuing'].flatMap((each) => ['-certfile', `${each}.crt`])
    ssl.run('crl2pkcs7', '-nocrl', ...files, '-outform', 'DER', '-out', 'answer.p7b')
    const told = await preview('edi', file('answer.p7b', ssl.read('answer.p7b')))
    expect(told).toMatchObject({ keyMatches: true, complete: true, ready: true })
    expect(told.chain.map(({ role, content }) => `${role} ${content.commonName}`)).toEqual([
      'leaf edi.contoso.example',
      'intermediate Fabrikam Issuing',
      'root Fabrikam Root',
    ])
    // The proof that is shown: the same key on both sides.
    expect(told.chain[0]?.keySha256).toBe(told.request?.keySha256)

    const chain = told.chain.map((each) => each.der).reverse()
    const merged = await mergeCertificate(test.services, ops, {
      ...ref('edi'),
      chain,
      despiteWarnings: false,
    })
    const { current, operation } = await getCertificate(test.services, ops, ref('edi'))
    expect(current).toMatchObject({
      version: merged.version,
      enabled: true,
      content: { commonName: 'edi.contoso.example', issuer: 'CN=Fabrikam Issuing' },
    })
    expect(operation?.status).toBe('completed')
    const secret = await test.services.azureOf(ops).secrets(vault).get('edi', merged.version)
    ssl.write('stored.pfx', Buffer.from(secret.value ?? '', 'base64'))
    const stored = ssl.run('pkcs12', '-in', 'stored.pfx', '-passin', 'pass:', '-nokeys').toString()
    expect([...stored.matchAll(/^subject=CN ?= ?(.+)$/gm)].map(([, cn]) => cn)).toEqual([
      'edi.contoso.example',
      'Fabrikam Issuing',
      'Fabrikam Root',
    ])
  })

  it('tells of each file what it gave, and sends nothing that is not proved', async () => {
    await signedRequest('portal')
    const told = await preview(
      'portal',
      file('notes.txt', utf8('Remember the milk.')),
      file('foreign.cer', der('foreign')),
    )
    expect(told).toMatchObject({
      ready: false,
      keyMatches: false,
      chain: [],
      findings: [{ code: 'foreign-key', weight: 'blocker' }],
      files: [
        { name: 'notes.txt', certificates: 0, problem: expect.stringContaining('no certificate') },
        { name: 'foreign.cer', certificates: 1, problem: null },
      ],
    })
    const failure = await failureFor(
      mergeCertificate(test.services, ops, {
        ...ref('portal'),
        chain: [toBase64(der('foreign'))],
        despiteWarnings: true,
      }),
    )
    expect(failure).toMatchObject({ code: 'invalid-input', title: 'Nothing was merged' })
    expect((await getPendingOperation(test.services, ops, ref('portal')))?.status).toBe(
      'inProgress',
    )
  })

  it('sends despite warnings only when somebody means it', async () => {
    const input = { ...ref('portal'), chain: [toBase64(der('portal'))] }
    const refused = await failureFor(
      mergeCertificate(test.services, ops, { ...input, despiteWarnings: false }),
    )
    expect(refused.detail).toContain('The issuer is missing: CN=Fabrikam Issuing')
    await mergeCertificate(test.services, ops, { ...input, despiteWarnings: true })
    const told = (await listActivity(test.services, ops, { ...ref('portal'), limit: 9 })).filter(
      ({ verb }) => verb === 'pending.merge',
    )
    // What was not sent is no act.
    expect(told.map(({ outcome }) => outcome)).toEqual(['done'])
  })

  it.each([
    ['nothing is pending', 'www', /not-found|conflict/, /No request|no longer open/],
    ['the order failed', 'vpn-gateway', /conflict/, /no longer open/],
  ])('says that %s', async (_what, name, code, title) => {
    const failure = await failureFor(preview(name, file('a.cer', der('root'))))
    expect(failure.code).toMatch(code)
    expect(failure.title).toMatch(title)
  })

  it('says that a CA answers its own order, before and after the vault does', async () => {
    const gateway = test.services.azureOf(ops)
    await gateway.certificates(vault).create('at-the-ca', {
      policy: { issuerName: 'DigiCert', subject: 'CN=at-the-ca.contoso.example' },
      enabled: true,
      tags: {},
    })
    const files = [file('a.cer', der('root'))] as const
    const [ours, theirs] = await Promise.all([
      failureFor(preview('at-the-ca', ...files)),
      failureFor(gateway.certificateOperations(vault).merge('at-the-ca', [der('root')])),
    ])
    expect(ours).toMatchObject({ status: 403, title: 'DigiCert answers this order itself' })
    expect(theirs).toMatchObject({ status: 403, title: 'DigiCert answers this order itself' })
  })

  it('refuses what is too much', async () => {
    const failure = await failureFor(preview('partner-edi', file('x', new Uint8Array(1_100_000))))
    expect(failure).toMatchObject({
      code: 'invalid-input',
      fields: { file: [expect.stringContaining('larger')] },
    })
  })

  it('is for security operations', async () => {
    const dev = await test.signIn('dev@contoso.example')
    const input = { ...ref('partner-edi'), files: [file('a.cer', der('root'))] }
    expect((await failureFor(previewMerge(test.services, dev, input))).code).toBe('role-missing')
    const chain = [toBase64(der('root'))]
    const merge = mergeCertificate(test.services, dev, {
      ...ref('partner-edi'),
      chain,
      despiteWarnings: true,
    })
    expect((await failureFor(merge)).code).toBe('role-missing')
  })
})
