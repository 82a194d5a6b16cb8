import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest
let ssl: OpenSsl

beforeAll(async () => {
  ssl = openSsl()
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  ssl.makeKey('root', 'P-256')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeKey('leaf', 'P-384')
  ssl.makeCertificate('leaf', '/C=US/ST=WA/O=Contoso, Inc./CN=leaf', {
    issuer: 'root',
    extensions: ['keyUsage=digitalSignature', 'subjectAltName=DNS:leaf.example,email:a@b.example'],
  })
  ssl.makeKey('self', 'RSA-2048')
  ssl.makeCertificate('self', '/CN=self')
  ssl.makeKey('tiny', 'RSA-1024')
  ssl.makeCertificate('tiny', '/CN=tiny')
  ssl.makeKey('edwards', 'Ed25519')
  ssl.makeCertificate('edwards', '/CN=edwards')
})
afterAll(async () => {
  ssl.dispose()
  await vault.close()
})

function pfx(name: string, ...more: string[]): string {
  const input = ['-inkey', `${name}.key`, '-in', `${name}.crt`, '-passout', 'pass:x']
  ssl.run('pkcs12', '-export', ...input, ...more, '-out', 'made.pfx')
  return Buffer.from(ssl.read('made.pfx')).toString('base64')
}

function imports(name: string, body: object) {
  return vault.send('POST', `/certificates/${name}/import`, { body })
}

const pemType = { secret_props: { contentType: 'application/x-pem-file' } }

describe('the policy of an imported certificate (6.5)', () => {
  it('is read from a certificate that somebody signed', async () => {
    const { status, body } = await imports('signed', { value: pfx('leaf'), pwd: 'x' })
    expect(status).toBe(200)
    expect(body.policy).toMatchObject({
      key_props: { exportable: true, kty: 'EC', key_size: 384, reuse_key: false, crv: 'P-384' },
      secret_props: { contentType: 'application/x-pkcs12' },
      x509_props: {
        subject: 'CN=leaf, O="Contoso, Inc.", S=WA, C=US',
        sans: { emails: ['a@b.example'], dns_names: ['leaf.example'], upns: [] },
        ekus: [],
        key_usage: ['digitalSignature'],
        validity_months: 12,
        basic_constraints: { ca: false },
      },
      lifetime_actions: [
        { trigger: { lifetime_percentage: 80 }, action: { action_type: 'EmailContacts' } },
      ],
      issuer: { name: 'Unknown' },
    })
    expect(body.attributes.exp - body.attributes.nbf).toBe(365 * 86_400)
  })

  it('is that of Self for a self-signed one, with the caller’s members over it', async () => {
    const { body } = await imports('self', {
      value: pfx('self'),
      pwd: 'x',
      attributes: { enabled: false, exp: 5 },
      tags: { a: 'b' },
      policy: {
        key_props: { exportable: false, kty: 'EC' },
        secret_props: { contentType: 'application/x-pkcs12' },
        x509_props: { subject: 'CN=mine' },
      },
    })
    expect(body.attributes.enabled).toBe(false)
    expect(body.attributes.exp).toBeGreaterThan(5)
    expect(body.tags).toEqual({ a: 'b' })
    expect(body.policy).toMatchObject({
      key_props: { exportable: false, kty: 'RSA', key_size: 2048 },
      x509_props: { subject: 'CN=mine' },
      lifetime_actions: [{ action: { action_type: 'AutoRenew' } }],
      issuer: { name: 'Self' },
    })
  })

  it('takes a name that exists as a new version', async () => {
    const first = await imports('twice', { value: pfx('self'), pwd: 'x' })
    const second = await imports('Twice', { value: pfx('leaf'), pwd: 'x' })
    expect(second.status).toBe(200)
    expect(second.body.id).not.toBe(first.body.id)
    const { body } = await vault.send('GET', '/certificates/twice/versions')
    expect(body.value).toHaveLength(2)
    expect((await vault.send('GET', '/keys/twice')).body.key.kty).toBe('EC')
  })
})

it('makes one version for each accepted import of many at once', async () => {
  const value = pfx('leaf')
  const answers = await Promise.all(
    Array.from({ length: 24 }, () => imports('crowd', { value, pwd: 'x' })),
  )
  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([200]))
  const accepted = answers.map((one) => one.body.id.split('/').at(-1)).toSorted()
  for (const kind of ['certificates', 'keys', 'secrets']) {
    const { body } = await vault.send('GET', `/${kind}/crowd/versions`)
    const found = body.value.map((one: { id?: string; kid?: string }) =>
      (one.id ?? one.kid ?? '').split('/').at(-1),
    )
    expect(found).toEqual(accepted)
  }
})

describe('files (3.1)', () => {
  const unreadable =
    'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format.'
  const noKey =
    'Private key is not specified in the specified X.509 PEM certificate content. Please specify private key in the X.509 PEM certificate content.'
  const notPem =
    'The specified PEM X.509 certificate content is in an unexpected format. Please check if certificate is in valid PEM format.'
  const mismatch =
    'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.'
  const text = (...names: string[]) => names.map((name) => ssl.text(name)).join('')

  it.each<[string, () => object, string]>([
    ['a wrong password', () => ({ value: pfx('leaf'), pwd: 'y' }), unreadable],
    ['no password', () => ({ value: pfx('leaf') }), unreadable],
    ['text', () => ({ value: 'aGVsbG8gd29ybGQ=' }), unreadable],
    ['no base64', () => ({ value: '%%%' }), unreadable],
    ['a certificate alone as PFX', () => ({ value: pfx('leaf', '-nokeys'), pwd: 'x' }), 'PKCS#12'],
    [
      'PEM declared as PFX',
      () => ({
        value: text('leaf.crt', 'leaf.key'),
        policy: { secret_props: { contentType: 'application/x-pkcs12' } },
      }),
      unreadable,
    ],
    ['a PEM without key', () => ({ value: text('leaf.crt'), policy: pemType }), noKey],
    ['a PEM without certificate', () => ({ value: text('leaf.key'), policy: pemType }), notPem],
    [
      'a PEM with two keys',
      () => ({ value: text('leaf.crt', 'leaf.key', 'self.key'), policy: pemType }),
      notPem,
    ],
    [
      'a PEM whose key belongs to another',
      () => ({ value: text('leaf.crt', 'self.key'), policy: pemType }),
      mismatch,
    ],
    [
      'a PEM with a key in the old form',
      () => {
        ssl.run('rsa', '-in', 'self.key', '-traditional', '-out', 'old.key')
        return { value: text('self.crt', 'old.key'), policy: pemType }
      },
      notPem,
    ],
    [
      'a short RSA key',
      () => ({ value: pfx('tiny'), pwd: 'x' }),
      'Property  has invalid value\r\n',
    ],
    ['another kind of key', () => ({ value: pfx('edwards'), pwd: 'x' }), 'Property  has invalid'],
    ['no value', () => ({}), 'Property  has invalid value\r\n'],
    [
      'an issuer that nobody set up',
      () => ({ value: pfx('leaf'), pwd: 'x', policy: { issuer: { name: 'DigiCert' } } }),
      'Issuer not found',
    ],
  ])('refuses %s', async (_, body, message) => {
    const answer = await imports('refused', body())
    expect([400, 404]).toContain(answer.status)
    expect(answer.body.error.message).toContain(message)
    expect((await vault.send('GET', '/certificates/refused')).status).toBe(404)
  })

  it('stops a file that costs too much to read', async () => {
    const value = pfx('leaf', '-iter', '3000000')
    const answer = await imports('bomb', { value, pwd: 'x' })
    expect(answer.body.error).toEqual({ code: 'BadParameter', message: unreadable })
  })

  it('stores no password and no key in the clear', async () => {
    const pwd = 'canary-password'
    ssl.run(
      ...['pkcs12', '-export', '-inkey', 'leaf.key', '-in', 'leaf.crt', '-out', 'canary.pfx'],
      ...['-passout', `pass:${pwd}`],
    )
    const value = Buffer.from(ssl.read('canary.pfx')).toString('base64')
    await imports('canary', { value, pwd })
    await vault.send('GET', '/secrets/canary')
    const pkcs8 = ssl.run('pkcs8', '-topk8', '-nocrypt', '-in', 'leaf.key', '-outform', 'DER')
    // The scalar of the key, which any form of it holds: RFC 5915, after a header of fixed length.
    const scalar = pkcs8.subarray(pkcs8.indexOf(Buffer.from([0x04, 0x30])) + 2).subarray(0, 48)
    const everything = vault.ctx.store.read((db) =>
      db
        .sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .flatMap(({ name }) => db.sql(`SELECT * FROM "${String(name)}"`).all())
        .flatMap((row) => Object.values(row))
        .map((cell) => (cell instanceof Uint8Array ? Buffer.from(cell) : Buffer.from(`${cell}`))),
    )
    expect(everything.some((cell) => cell.includes(scalar))).toBe(false)
    expect(everything.some((cell) => cell.includes(pwd))).toBe(false)
    expect(everything.some((cell) => cell.includes(value.slice(0, 64)))).toBe(false)
  })
})
