import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toBase64, utf8 } from '#lib/base/encodings.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { listActivity } from '../activity/list.ts'
import { deleteCertificate } from '../certificates/delete.ts'
import { exportPrivate } from '../certificates/export-private.ts'
import { getCertificate } from '../certificates/get.ts'
import { importCertificate } from '../certificates/import.ts'
import { listVersions } from '../certificates/list-versions.ts'
import { purgeCertificate } from '../certificates/purge.ts'
import { createBackup } from './create.ts'
import { restoreBackup } from './restore.ts'

/** Backups against the embedded cloud, over the real SDK. */
let test: TestConsole
let ops: Caller
let ssl: OpenSsl
const vault = 'contoso-prod'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  ssl = openSsl()
  ssl.makeKey('one', 'P-256')
  ssl.makeCertificate('one', '/CN=one.contoso.example')
  ssl.makeKey('two', 'P-256')
  ssl.makeCertificate('two', '/CN=two.contoso.example')
})

afterAll(async () => {
  ssl.dispose()
  await test.close()
})

function put(name: string, kind: 'one' | 'two') {
  const file = toBase64(utf8(ssl.text(`${kind}.key`) + ssl.text(`${kind}.crt`)))
  const rest = { password: '', entry: 0, enabled: true, exportable: true, tags: { team: 'web' } }
  return importCertificate(test.services, ops, { vault, name, file, ...rest })
}

const saved = async (name: string) =>
  (await createBackup(test.services, ops, { vault, name })).bytes
const restore = (blob: Uint8Array, into = vault) =>
  restoreBackup(test.services, ops, { vault: into, fileName: 'saved.certificatebackup', blob })

async function remove(name: string, purge: boolean) {
  await deleteCertificate(test.services, ops, { vault, name, confirm: name })
  if (purge) await purgeCertificate(test.services, ops, { vault, name, confirm: name })
}

it('brings back every version with its key, after the certificate was purged', async () => {
  const name = 'backed-up'
  await put(name, 'one')
  const { version } = await put(name, 'two')
  const before = await listVersions(test.services, ops, { vault, name })
  const file = await createBackup(test.services, ops, { vault, name })
  expect(file.fileName).toMatch(/^contoso-prod-backed-up-\d{4}-\d\d-\d\d\.certificatebackup$/)
  expect(Buffer.from(file.bytes).includes('PRIVATE KEY')).toBe(false)
  await remove(name, true)

  expect(await restore(file.bytes)).toEqual({ vault, name, version })
  const after = await listVersions(test.services, ops, { vault, name })
  expect(after.map((one) => [one.version, one.thumbprint, one.tags])).toEqual(
    before.map((one) => [one.version, one.thumbprint, one.tags]),
  )
  expect(after).toHaveLength(2)
  const ask = { vault, name, version, format: 'pem', password: '' } as const
  const pem = await exportPrivate(test.services, ops, { ...ask, reason: 'Is the key the same' })
  expect(Buffer.from(pem.bytes).toString()).toContain(ssl.text('two.crt').trim())

  const record = await listActivity(test.services, ops, { vault, name, limit: 50 })
  const restored = record.find(({ verb }) => verb === 'certificates.restore')
  expect(restored).toMatchObject({ outcome: 'done', version, object: name })
  expect(record.find(({ verb }) => verb === 'certificates.backup')?.outcome).toBe('done')
})

describe('a restore that is refused says why at the file', () => {
  it('when the certificate is still there', async () => {
    await put('still-there', 'one')
    const failure = await failureFor(restore(await saved('still-there')))
    expect(failure).toMatchObject({ code: 'conflict', title: 'The name is taken in this vault' })
    expect(failure.fields?.file?.[0]).toContain('“still-there” is already in contoso-prod')
  })

  it('when a deleted one keeps the name', async () => {
    await put('kept-name', 'one')
    const blob = await saved('kept-name')
    await remove('kept-name', false)
    const failure = await failureFor(restore(blob))
    expect(failure.code).toBe('name-deleted')
    expect(failure.fields?.file?.[0]).toContain('contoso-prod holds a deleted certificate')
  })

  it.each([
    ['is of another subscription', () => saved('www'), 'contoso-dev'],
    ['was changed', async () => (await saved('www')).with(40, 0), 'contoso-prod'],
    ['is something else', async () => utf8('no backup at all'), 'contoso-prod'],
  ] as const)('when the file %s', async (_what, blob, into) => {
    const failure = await failureFor(restore(await blob(), into))
    expect(failure).toMatchObject({ code: 'invalid-input', title: 'The backup was not restored' })
    expect(failure.nextStep).toMatch(/same subscription and the same Azure geography/)
    expect(Object.keys(failure.fields ?? {})).toEqual(['file'])
    const [entry] = await listActivity(test.services, ops, { vault: into, limit: 1 })
    expect(entry).toMatchObject({
      verb: 'certificates.restore',
      object: 'backups/saved.certificatebackup',
      outcome: 'refused',
    })
  })
})

describe('a backup that is refused', () => {
  it('for more than 500 versions names the limit', async () => {
    const pem = utf8(ssl.text('one.key') + ssl.text('one.crt'))
    const gateway = test.services.azureOf(ops).certificates(vault)
    const policy = {
      contentType: 'application/x-pem-file',
      exportable: true,
      issuerName: 'Unknown',
      lifetimeAction: { action: 'EmailContacts', lifetimePercentage: 80 },
    } as const
    for (let made = 0; made < 501; made++) {
      await gateway.import('much-renewed', pem, { enabled: true, tags: {}, policy })
    }
    const failure = await failureFor(
      createBackup(test.services, ops, { vault, name: 'much-renewed' }),
    )
    expect(failure.title).toBe('It has too many versions for a backup')
    expect(failure.detail).toContain('500 versions')
  }, 60_000)

  it('for a certificate that is not there', async () => {
    const failure = await failureFor(createBackup(test.services, ops, { vault, name: 'nowhere' }))
    expect(failure.code).toBe('not-found')
  })

  it('for the missing role', async () => {
    const dev = await test.signIn('dev@contoso.example')
    const blob = new Uint8Array([1])
    const calls = [
      createBackup(test.services, dev, { vault, name: 'www' }),
      restoreBackup(test.services, dev, { vault, fileName: 'a', blob }),
    ]
    for (const call of calls) expect((await failureFor(call)).code).toBe('role-missing')
  })
})

it('leaves what was restored unharmed by a second try', async () => {
  const { current } = await getCertificate(test.services, ops, { vault, name: 'backed-up' })
  await failureFor(restore(await saved('backed-up')))
  const again = await getCertificate(test.services, ops, { vault, name: 'backed-up' })
  expect(again.current).toEqual(current)
})
