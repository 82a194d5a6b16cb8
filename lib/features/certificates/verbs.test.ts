import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toBase64, utf8 } from '#lib/base/encodings.ts'
import { defaultDraft, type PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import type { FailureCode } from '#lib/domain/failure.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readAsn1 } from '#lib/x509/der.ts'
import { explicit, integer, octetString, oid, sequence } from '#lib/x509/encode.ts'
import { listActivity } from '../activity/list.ts'
import { createCertificate } from './create.ts'
import { deleteCertificate } from './delete.ts'
import { downloadPublic } from './download-public.ts'
import { exportPrivate } from './export-private.ts'
import { getCertificate } from './get.ts'
import { getPendingOperation } from './get-pending.ts'
import { getVersion } from './get-version.ts'
import { importCertificate } from './import.ts'
import { listCertificates } from './list.ts'
import { listDeletedCertificates } from './list-deleted.ts'
import { listVersions } from './list-versions.ts'
import { previewImport } from './preview-import.ts'
import { purgeCertificate } from './purge.ts'
import { recoverCertificate } from './recover.ts'
import type { CreateCertificateInput, ImportCertificateInput } from './schema.ts'
import { updateVersion } from './update-version.ts'

/** Verbs against the embedded cloud, over the real SDKs, sockets and tokens. */
let test: TestConsole
let ops: Caller
let ssl: OpenSsl
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  ssl = openSsl()
  const ca = [
    'basicConstraints=critical,CA:TRUE',
    'keyUsage=critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier=hash',
  ]
  for (const name of ['root', 'intermediate', 'leaf', 'second']) ssl.makeKey(name, 'P-256')
  ssl.makeCertificate('root', '/CN=Root', { extensions: ca })
  ssl.makeCertificate('intermediate', '/CN=Intermediate', { issuer: 'root', extensions: ca })
  ssl.makeCertificate('leaf', '/CN=leaf.contoso.example', { issuer: 'intermediate' })
  ssl.makeCertificate('second', '/CN=second.contoso.example', { issuer: 'intermediate' })
  ssl.write('chain.pem', ssl.text('root.crt') + ssl.text('intermediate.crt'))
  const pack = [
    'pkcs12',
    '-export',
    '-inkey',
    'leaf.key',
    '-in',
    'leaf.crt',
    '-certfile',
    'chain.pem',
  ]
  ssl.run(...pack, '-passout', 'pass:Caf3!', '-out', 'aes.pfx')
  ssl.run(...pack, '-legacy', '-passout', 'pass:Caf3!', '-out', 'legacy.pfx')
})

afterAll(async () => {
  ssl.dispose()
  await test.close()
})

function order(name: string, change: Partial<PolicyDraft> = {}): CreateCertificateInput {
  const dns = [`${name}.contoso.example`]
  const policy: PolicyDraft = {
    ...defaultDraft,
    subject: `CN=${name}.contoso.example`,
    names: { ...defaultDraft.names, dns },
    ...ecKey,
    ...change,
  }
  return { vault, name, policy, tags: { owner: 'web' } }
}

const ecKey = { kty: 'EC', size: null, curve: 'P-256', keyUsage: ['digitalSignature'] } as const

function upload(name: string, file: Uint8Array, change: Partial<ImportCertificateInput> = {}) {
  const rest = { password: 'Caf3!', entry: 0, enabled: true, exportable: true, tags: {} }
  return { vault, name, file: toBase64(file), ...rest, ...change }
}

async function completed(name: string): Promise<string> {
  await expect
    .poll(async () => (await getPendingOperation(test.services, ops, { vault, name }))?.status, {
      timeout: 20_000,
    })
    .toBe('completed')
  const { current } = await getCertificate(test.services, ops, { vault, name })
  return current?.version ?? ''
}

describe('reading', () => {
  it('lists a vault with what was never issued', async () => {
    const found = await listCertificates(test.services, ops, { vault })
    expect(found.length).toBeGreaterThan(5)
    expect(found.some((one) => one.unissued && one.thumbprint === null)).toBe(true)
    expect(found.every((one) => one.vault === vault && one.name !== '')).toBe(true)
  })

  it.each<[FailureCode, string, () => Promise<unknown>]>([
    [
      'not-found',
      'a certificate',
      () => getCertificate(test.services, ops, { vault, name: 'nope' }),
    ],
    [
      'not-found',
      'a version',
      () => getVersion(test.services, ops, { vault, name: 'www', version: '0'.repeat(32) }),
    ],
    [
      'not-found',
      'a vault',
      () => listCertificates(test.services, ops, { vault: 'no-such-vault' }),
    ],
  ])('says %s for %s that is not there', async (code, _what, read) => {
    expect((await failureFor(read())).code).toBe(code)
  })

  it('answers null for a certificate without operation, and the words of a failed one', async () => {
    const found = await listCertificates(test.services, ops, { vault })
    const unissued = found.filter((one) => one.unissued)
    const told = await Promise.all(
      unissued.map(({ name }) => getPendingOperation(test.services, ops, { vault, name })),
    )
    expect(told.find((one) => one?.status === 'failed')?.error?.message).toMatch(/\w/)
    expect(told.find((one) => one?.issuer === 'Unknown')?.csr).toMatch(/^MII/)
  })
})

describe('the main job', () => {
  it('creates a certificate and its next version', async () => {
    const name = 'made-here'
    expect(await createCertificate(test.services, ops, order(name))).toEqual({ vault, name })
    const first = await completed(name)
    const made = await getCertificate(test.services, ops, { vault, name })
    expect(made.current).toMatchObject({
      version: first,
      enabled: true,
      tags: { owner: 'web' },
      id: `https://${vault}.vault.azure.net/certificates/${name}/${first}`,
      versionless: { secretId: `https://${vault}.vault.azure.net/secrets/${name}` },
      content: { commonName: `${name}.contoso.example`, key: 'EC P-256', selfIssued: true },
      policy: { kty: 'EC', curve: 'P-256', validityMonths: 3, exportable: true, issuer: 'Self' },
    })
    await createCertificate(
      test.services,
      ops,
      order(name, {
        ...{ kty: 'RSA', size: 2048, curve: null },
        names: { ...defaultDraft.names, emails: ['a@contoso.example'] },
      }),
    )
    const second = await completed(name)
    const versions = await listVersions(test.services, ops, { vault, name })
    expect(versions.map((one) => [one.version, one.current])).toEqual([
      [second, true],
      [first, false],
    ])
  })

  it.each(['aes', 'legacy'])(
    'imports a PFX (%s) and gives out the same leaf, key and chain',
    async (kind) => {
      const name = `imported-${kind}`
      const file = ssl.read(`${kind}.pfx`)
      const preview = await previewImport(test.services, ops, {
        file: toBase64(file),
        password: 'Caf3!',
      })
      expect(preview.entries[0]?.chain.map((one) => one.commonName)).toEqual([
        'leaf.contoso.example',
        'Intermediate',
        'Root',
      ])
      const { version } = await importCertificate(test.services, ops, upload(name, file))
      const ask = { vault, name, version, reason: 'Moving to the new gateway' }

      const pfx = await exportPrivate(test.services, ops, {
        ...ask,
        format: 'pfx',
        password: 'Other1',
      })
      ssl.write('out.pfx', pfx.bytes)
      const pem = ssl.run('pkcs12', '-in', 'out.pfx', '-passin', 'pass:Other1', '-nodes').toString()
      const subjects = [...pem.matchAll(/^subject=.*CN ?= ?(.+)$/gm)].map((match) => match[1])
      expect(subjects).toEqual(['leaf.contoso.example', 'Intermediate', 'Root'])
      ssl.write('out.pem', pem)
      const publicKey = (file: string) => ssl.run('pkey', '-in', file, '-pubout').toString()
      expect(publicKey('out.pem')).toBe(publicKey('leaf.key'))

      const plain = await exportPrivate(test.services, ops, { ...ask, format: 'pem', password: '' })
      const text = Buffer.from(plain.bytes).toString()
      expect(text.match(/-----BEGIN [A-Z ]+-----/g)).toEqual([
        '-----BEGIN PRIVATE KEY-----',
        ...Array<string>(3).fill('-----BEGIN CERTIFICATE-----'),
      ])
      const cer = await downloadPublic(test.services, ops, { vault, name, version, format: 'cer' })
      ssl.write('out.cer', cer.bytes)
      const fingerprint = (...args: string[]) =>
        ssl.run('x509', ...args, '-noout', '-fingerprint').toString()
      expect(fingerprint('-inform', 'der', '-in', 'out.cer')).toBe(fingerprint('-in', 'leaf.crt'))
    },
  )

  it('imports a PEM whose key is in the older form', async () => {
    ssl.run('ec', '-in', 'leaf.key', '-out', 'sec1.key')
    const bundle = utf8(ssl.text('chain.pem') + ssl.text('sec1.key') + ssl.text('leaf.crt'))
    const name = 'imported-pem'
    const { version } = await importCertificate(test.services, ops, upload(name, bundle))
    const read = await getVersion(test.services, ops, { vault, name, version })
    expect(read).toMatchObject({
      content: { commonName: 'leaf.contoso.example' },
      policy: {
        contentType: 'application/x-pem-file',
        issuer: 'Unknown',
        lifetimeAction: { action: 'EmailContacts' },
      },
    })
  })

  // The SDK drops these members of an import, and a vault left alone renews a self-signed certificate.
  it.each(['pfx', 'pem'])('decides renewal, export and state of a self-signed %s', async (kind) => {
    const name = `imported-self-${kind}`
    const file =
      kind === 'pem'
        ? utf8(ssl.text('root.key') + ssl.text('root.crt'))
        : packedByOpenSsl('root', 'Caf3!')
    const change = { exportable: false, enabled: false, tags: { team: 'web' } }
    const { version } = await importCertificate(test.services, ops, upload(name, file, change))
    const read = await getVersion(test.services, ops, { vault, name, version })
    expect(read).toMatchObject({
      enabled: false,
      tags: { team: 'web' },
      content: { selfIssued: true },
      policy: {
        contentType: kind === 'pem' ? 'application/x-pem-file' : 'application/x-pkcs12',
        exportable: false,
        issuer: 'Unknown',
        lifetimeAction: { action: 'EmailContacts', lifetimePercentage: 80 },
      },
    })
  })

  it('imports the chosen one of several entries', async () => {
    const both = importTwo()
    const preview = await previewImport(test.services, ops, { file: toBase64(both), password: '' })
    expect(preview.entries).toHaveLength(2)
    const index = preview.entries.findIndex(
      (entry) => entry.chain[0]?.commonName === 'second.contoso.example',
    )
    const name = 'imported-second'
    await importCertificate(test.services, ops, upload(name, both, { entry: index, password: '' }))
    const { current } = await getCertificate(test.services, ops, { vault, name })
    expect(current?.content?.commonName).toBe('second.contoso.example')
  })

  it('disables a version, then gives out no key, and tags it', async () => {
    const name = 'to-disable'
    await createCertificate(test.services, ops, order(name))
    const version = await completed(name)
    const changed = await updateVersion(test.services, ops, {
      vault,
      name,
      version,
      enabled: false,
      tags: { a: 'b' },
    })
    expect(changed).toMatchObject({ enabled: false, tags: { a: 'b' } })
    const ask = {
      vault,
      name,
      version,
      format: 'pfx',
      password: '',
      reason: 'Moving to the new gateway',
    } as const
    expect((await failureFor(exportPrivate(test.services, ops, ask))).code).toBe('disabled')
  })

  it('keeps a key that may not leave', async () => {
    const name = 'not-exportable'
    await createCertificate(test.services, ops, order(name, { exportable: false }))
    const version = await completed(name)
    const ask = {
      vault,
      name,
      version,
      format: 'pem',
      password: '',
      reason: 'Moving to the new gateway',
    } as const
    expect((await failureFor(exportPrivate(test.services, ops, ask))).code).toBe('managed')
  })

  it('deletes, refuses the name, recovers, deletes again and purges', async () => {
    const name = 'to-delete'
    const confirmed = { vault, name, confirm: name }
    await createCertificate(test.services, ops, order(name))
    await completed(name)
    await deleteCertificate(test.services, ops, confirmed)
    const { items } = await listDeletedCertificates(test.services, ops, { vault })
    expect(items.find((one) => one.name === name)?.scheduledPurgeOn).toMatch(/Z$/)
    const taken = await failureFor(createCertificate(test.services, ops, order(name)))
    expect(taken).toMatchObject({ code: 'name-deleted', status: 409 })
    expect(Object.keys(taken.fields ?? {})).toEqual(['name'])
    await recoverCertificate(test.services, ops, { vault, name })
    expect((await getCertificate(test.services, ops, { vault, name })).current).not.toBeNull()
    await deleteCertificate(test.services, ops, confirmed)
    await purgeCertificate(test.services, ops, confirmed)
    const left = await listDeletedCertificates(test.services, ops, {})
    expect(left.failures).toEqual([])
    expect(left.items.some((one) => one.name === name)).toBe(false)
  })
})

describe('the operation of a certificate that is made', () => {
  it('is read with one call', async () => {
    await createCertificate(test.services, ops, order('one-call'))
    await completed('one-call')
    // The first call passes the second of these faults by; another one would take it away.
    const host = `${vault}.vault.azure.net`
    await test.cloud.control('POST', 'faults', {
      host,
      path: '/certificates/one-call/pending',
      count: 1,
      delayMs: 1,
    })
    await test.cloud.control('POST', 'faults', {
      host,
      path: '/certificates/one-call',
      status: 400,
      count: 1,
    })
    await getPendingOperation(test.services, ops, { vault, name: 'one-call' })
    const next = await failureFor(getCertificate(test.services, ops, { vault, name: 'one-call' }))
    expect(next.status).toBe(400)
  })
})

describe('a file that cannot be imported', () => {
  it.each<[string, string, () => Uint8Array, string]>([
    ['a wrong password', 'password', () => ssl.read('aes.pfx'), 'wrong'],
    ['text', 'file', () => utf8('hello'), ''],
    ['a certificate without key', 'file', () => ssl.read('leaf.crt'), ''],
    [
      'two keys',
      'file',
      () => utf8(ssl.text('leaf.key') + ssl.text('second.key') + ssl.text('leaf.crt')),
      '',
    ],
    ['another key', 'file', () => utf8(ssl.text('second.key') + ssl.text('leaf.crt')), ''],
  ])('is refused at its field: %s', async (_what, field, file, password) => {
    const input = { file: toBase64(file()), password }
    for (const work of [
      previewImport(test.services, ops, input),
      importCertificate(test.services, ops, upload('never', file(), { password })),
    ]) {
      const failure = await failureFor(work)
      expect(failure.code).toBe('invalid-input')
      expect(Object.keys(failure.fields ?? {})).toEqual([field])
    }
    expect(
      (await failureFor(getCertificate(test.services, ops, { vault, name: 'never' }))).code,
    ).toBe('not-found')
  })
})

describe('a caller without the role', () => {
  it.each(['dev@contoso.example', 'auditor@contoso.example'])(
    '%s gets nothing done and nothing read',
    async (account) => {
      const caller = await test.signIn(account)
      const ref = { vault, name: 'www' }
      const version = { ...ref, version: '0'.repeat(32) }
      const confirmed = { ...ref, confirm: 'www' }
      const ask = {
        ...version,
        format: 'pem',
        password: '',
        reason: 'Moving to the new gateway',
      } as const
      const calls = [
        listCertificates(test.services, caller, { vault }),
        listVersions(test.services, caller, ref),
        listDeletedCertificates(test.services, caller, {}),
        getCertificate(test.services, caller, ref),
        getVersion(test.services, caller, version),
        getPendingOperation(test.services, caller, ref),
        previewImport(test.services, caller, { file: '', password: '' }),
        createCertificate(test.services, caller, order('x')),
        importCertificate(test.services, caller, upload('x', utf8('x'))),
        updateVersion(test.services, caller, version),
        deleteCertificate(test.services, caller, confirmed),
        recoverCertificate(test.services, caller, ref),
        purgeCertificate(test.services, caller, confirmed),
        downloadPublic(test.services, caller, { ...version, format: 'cer' }),
        exportPrivate(test.services, caller, ask),
        listActivity(test.services, caller, { limit: 50 }),
      ]
      const failures = await Promise.all(calls.map(failureFor))
      expect(new Set(failures.map((failure) => failure.code))).toEqual(new Set(['role-missing']))
    },
  )
})

describe('the record', () => {
  it('has who, what, why and the outcome of each write', async () => {
    const done = await listActivity(test.services, ops, { vault, name: 'imported-aes', limit: 50 })
    expect(done.map((one) => [one.verb, one.outcome, one.reason])).toEqual([
      ['certificates.export-private', 'done', 'Moving to the new gateway'],
      ['certificates.export-private', 'done', 'Moving to the new gateway'],
      ['certificates.import', 'done', null],
    ])
    expect(done[0]?.actor.name).toBe('ops@contoso.example')
    const refused = await listActivity(test.services, ops, { vault, name: 'to-delete', limit: 50 })
    expect(refused.find((one) => one.outcome === 'refused')?.detail).toContain('deleted')
  })

  it('that cannot be written stops the act', async () => {
    const broken = {
      ...test.services,
      store: test.services.store.withSchema('no_such_schema'),
    }
    const failure = await failureFor(createCertificate(broken, ops, order('unrecorded')))
    expect(failure.code).toBe('unrecorded')
    const found = await listCertificates(test.services, ops, { vault })
    expect(found.some((one) => one.name === 'unrecorded')).toBe(false)
  })

  it('shows an act whose answer was lost as unknown', async () => {
    await test.cloud.control('POST', 'faults', {
      host: `${vault}.vault.azure.net`,
      path: '/certificates/lost',
      status: 500,
      count: 1,
    })
    const failure = await failureFor(createCertificate(test.services, ops, order('lost')))
    expect(failure.code).toBe('upstream')
    const [one] = await listActivity(test.services, ops, { vault, name: 'lost', limit: 1 })
    expect(one).toMatchObject({ outcome: 'unknown', finishedAt: null })
  })

  it('and the log hold no key, no password and no token', async () => {
    const rows = JSON.stringify(
      await test.services.store.selectFrom('records').selectAll().execute(),
    )
    expect(rows + test.logged()).not.toMatch(/PRIVATE KEY|Caf3!|Other1|eyJ/)
  })
})

/** openssl writes one entry a file, so two files without MAC and encryption are joined: RFC 7292 section 4.1. */
function packedByOpenSsl(name: string, password: string): Uint8Array {
  const parts = ['-inkey', `${name}.key`, '-in', `${name}.crt`, '-passout', `pass:${password}`]
  ssl.run('pkcs12', '-export', ...parts, '-out', `${name}.pfx`)
  return ssl.read(`${name}.pfx`)
}

function importTwo(): Uint8Array {
  const safes = ['leaf', 'second'].flatMap((name) => {
    const input = ['-inkey', `${name}.key`, '-in', `${name}.crt`, '-name', name]
    const plain = ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac', '-passout', 'pass:']
    ssl.run('pkcs12', '-export', ...input, ...plain, '-out', 'one.pfx')
    const [, content] = readAsn1(ssl.read('one.pfx')).children
    const octets = content?.children[1]?.children[0]?.content ?? new Uint8Array()
    return readAsn1(octets).children.map((part) => part.bytes)
  })
  const data = octetString(sequence(...safes))
  return sequence(integer(3), sequence(oid('1.2.840.113549.1.7.1'), explicit(0, data)))
}
