import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { findOperation, putOperation } from '../rows/operations.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest
let ssl: OpenSsl
let name = ''
let count = 0

beforeAll(async () => {
  ssl = openSsl()
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  for (const [ca, issuer] of [['root'], ['middle', 'root']] as const) {
    ssl.makeKey(ca, 'P-256')
    ssl.makeCertificate(ca, `/CN=${ca}`, {
      extensions: CA_EXTENSIONS,
      ...(issuer === undefined ? {} : { issuer }),
    })
  }
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})

/** A pending request, signed by the intermediate under another subject than the policy has. */
beforeEach(async () => {
  count += 1
  name = `m${count}`
  await request(name, {})
})

async function request(target: string, more: object): Promise<void> {
  const policy = {
    issuer: { name: 'Unknown' },
    key_props: { kty: 'EC' },
    x509_props: { subject: 'CN=asked' },
  }
  const { body } = await vault.send('POST', `/certificates/${target}/create`, {
    body: { policy, ...more },
  })
  ssl.write('r.der', Buffer.from(body.csr, 'base64'))
  ssl.run(
    ...['x509', '-req', '-inform', 'DER', '-in', 'r.der', '-CA', 'middle.crt', '-CAkey'],
    ...['middle.key', '-CAcreateserial', '-days', '30', '-out', `${target}.crt`],
  )
}

const der = (file: string) => new X509Certificate(ssl.text(file)).raw.toString('base64')
const merge = (x5c: unknown, more: object = {}) =>
  vault.send('POST', `/certificates/${name}/pending/merge`, { body: { x5c, ...more } })

async function chain(): Promise<string[]> {
  const { body } = await vault.send('GET', `/secrets/${name}?outContentType=application/x-pem-file`)
  const blocks: string[] = body.value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END [A-Z]+-----/g)
  return blocks.map((block) => new X509Certificate(block).subject)
}

it('completes the operation with the leaf first, whatever the order was (6.4)', async () => {
  const answer = await merge([der('root.crt'), der('middle.crt'), der(`${name}.crt`)], {
    tags: { a: 'b' },
  })
  expect(answer.status).toBe(201)
  expect(answer.headers.get('location')).toBe(
    `https://kv.vault.azure.net/certificates/${name}?api-version=7.6`,
  )
  const leaf = new X509Certificate(ssl.text(`${name}.crt`))
  expect(answer.body.cer).toBe(leaf.raw.toString('base64'))
  expect(answer.body.attributes).toMatchObject({
    enabled: true,
    nbf: leaf.validFromDate.getTime() / 1000,
    exp: leaf.validToDate.getTime() / 1000,
  })
  expect(answer.body.tags).toEqual({ a: 'b' })
  expect(await chain()).toEqual(['CN=asked', 'CN=middle', 'CN=root'])
  const { body } = await vault.send('GET', `/certificates/${name}/pending`)
  expect(body.status).toBe('completed')
})

it('keeps the order when the request said so', async () => {
  name = 'ordered'
  await request(name, { preserveCertOrder: true })
  await merge([der(`${name}.crt`), der('root.crt'), der('middle.crt')])
  expect(await chain()).toEqual(['CN=asked', 'CN=root', 'CN=middle'])
})

it('reads a PKCS#7 bundle', async () => {
  ssl.run(
    ...['crl2pkcs7', '-nocrl', '-certfile', 'root.crt', '-certfile', `${name}.crt`],
    ...['-certfile', 'middle.crt', '-outform', 'DER', '-out', 'all.p7b'],
  )
  const answer = await merge([Buffer.from(ssl.read('all.p7b')).toString('base64')])
  expect(answer.status).toBe(201)
  expect(await chain()).toEqual(['CN=asked', 'CN=middle', 'CN=root'])
})

const text = (...files: string[]) => files.map((file) => ssl.text(file)).join('')
const base64 = (value: string) => Buffer.from(value).toString('base64')
const bundle = (form: string, ...files: string[]) =>
  ssl.run(
    ...['crl2pkcs7', '-nocrl', '-outform', form],
    ...files.flatMap((file) => ['-certfile', file]),
  )

it.each<[string, () => string[]]>([
  ['PEM', () => [text('root.crt', `${name}.crt`, 'middle.crt')]],
  ['PEM in base64', () => [base64(text('middle.crt', 'root.crt', `${name}.crt`))]],
  [
    'PEM with lines around it',
    () => [`Bag\n${text(`${name}.crt`)}\n`, text('root.crt', 'middle.crt')],
  ],
  [
    'PEM without its armour, lines and all',
    () => [
      text(`${name}.crt`).replaceAll(/-----[^-]+-----/g, ''),
      der('root.crt'),
      der('middle.crt'),
    ],
  ],
  [
    'base64 twice',
    () => [`${name}.crt`, 'root.crt', 'middle.crt'].map((file) => base64(der(file))),
  ],
  ['PKCS#7 as PEM', () => [bundle('PEM', 'root.crt', `${name}.crt`, 'middle.crt').toString()]],
  [
    'PKCS#7 and a certificate',
    () => [der('root.crt'), bundle('DER', `${name}.crt`, 'middle.crt').toString('base64')],
  ],
])('reads %s', async (_, x5c) => {
  const answer = await merge(x5c())
  expect(answer.status).toBe(201)
  expect(await chain()).toEqual(['CN=asked', 'CN=middle', 'CN=root'])
})

it('refuses a private key among the certificates', async () => {
  const answer = await merge([text('root.key', `${name}.crt`)])
  expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
})

it('refuses a certificate for another key, and stays pending', async () => {
  const answer = await merge([der('root.crt')])
  expect(answer.status).toBe(400)
  expect(answer.body.error).toEqual({
    code: 'BadParameter',
    message:
      'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.',
  })
  const { body } = await vault.send('GET', `/certificates/${name}/pending`)
  expect(body.status).toBe('inProgress')
})

it.each([[[]], [['AAAA']], [['%%']], ['text'], [[7]]])('refuses x5c %j', async (x5c) => {
  const answer = await merge(x5c)
  expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
})

it('has nothing to merge into without a pending request', async () => {
  await merge([der(`${name}.crt`)])
  for (const other of [name, 'none']) {
    const answer = await vault.send('POST', `/certificates/${other}/pending/merge`, {
      body: { x5c: [der(`${name}.crt`)] },
    })
    expect(answer.status).toBe(404)
    expect(answer.body.error.code).toBe('PendingCertificateNotFound')
  }
})

it('is closed while an issuer is at work', async () => {
  await vault.ctx.store.write((db) => {
    const key = Number(db.sql('SELECT key FROM vaults').get()?.key)
    const operation = findOperation(db, key, name)
    if (operation) putOperation(db, { ...operation, issuer: { name: 'DigiCert' } }, null)
  })
  const answer = await merge([der(`${name}.crt`)])
  expect(answer.status).toBe(403)
  expect(answer.body.error).toEqual({
    code: 'Forbidden',
    message:
      'Merge is forbidden on pending object created with issuer : DigiCert while it is in progess.',
  })
})
