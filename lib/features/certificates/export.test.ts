import { execFileSync, spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toBase64 } from '#lib/base/encodings.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { CA_EXTENSIONS, type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { listActivity } from '../activity/list.ts'
import { downloadPublic } from './download-public.ts'
import { exportChain } from './export-chain.ts'
import { exportPrivate } from './export-private.ts'
import { importCertificate } from './import.ts'
import { updateVersion } from './update-version.ts'

/** Every form in which a certificate leaves the vault, read again by another program. */
let test: TestConsole
let ops: Caller
let ssl: OpenSsl
const vault = 'contoso-prod'
const reason = 'Hand the chain to the load balancer'

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
  ssl = openSsl()
  for (const name of ['root', 'ca', 'leaf']) ssl.makeKey(name, 'RSA-2048')
  ssl.makeCertificate('root', '/CN=Root', { extensions: CA_EXTENSIONS })
  ssl.makeCertificate('ca', '/CN=CA', { issuer: 'root', extensions: CA_EXTENSIONS })
  ssl.makeCertificate('leaf', '/CN=leaf.contoso.example', { issuer: 'ca' })
  ssl.write('all.pem', ['leaf.key', 'root.crt', 'leaf.crt', 'ca.crt'].map(ssl.text).join(''))
  const input = ['-inkey', 'leaf.key', '-in', 'leaf.crt', '-certfile', 'all.pem']
  ssl.run('pkcs12', '-export', ...input, '-passout', 'pass:', '-out', 'all.pfx')
})

afterAll(async () => {
  ssl.dispose()
  await test.close()
})

const names: Record<string, string> = {}

/** Imported once for each kind of secret and key. */
async function imported(kind: 'pfx' | 'pem', exportable: boolean) {
  const name = `export-${kind}-${exportable ? 'open' : 'shut'}`
  names[name] ??= (
    await importCertificate(test.services, ops, {
      vault,
      name,
      file: toBase64(ssl.read(`all.${kind}`)),
      password: '',
      entry: 0,
      enabled: true,
      exportable,
      tags: {},
    })
  ).version
  return { vault, name, version: names[name] }
}

/** Common names in the file, in its order, as openssl reads them. */
function namesIn(file: { bytes: Uint8Array; fileName: string }): (string | undefined)[] {
  ssl.write('out', file.bytes)
  const text = file.fileName.endsWith('.p7b')
    ? ssl.run('pkcs7', '-inform', 'DER', '-in', 'out', '-print_certs')
    : ssl.run('storeutl', '-certs', '-text', '-noout', 'out')
  return [...text.toString().matchAll(/^\s*subject(?:=|: ).*?CN ?= ?(.+)$/gim)].map(
    (match) => match[1],
  )
}

async function codeOf(work: Promise<unknown>) {
  return work.then(
    () => null,
    (error: unknown) => failureOf(error)?.code,
  )
}

describe('without the key', () => {
  it.each(['pem', 'p7b'] as const)('%s: the certificate alone needs no secret', async (format) => {
    const ref = await imported('pfx', true)
    const file = await downloadPublic(test.services, ops, { ...ref, format })
    expect(file.fileName).toMatch(new RegExp(`^export-pfx-open-[0-9a-f]{8}\\.${format}$`))
    expect(namesIn(file)).toEqual(['leaf.contoso.example'])
  })

  it.each([
    ['pem', 'pfx', true],
    ['p7b', 'pfx', true],
    ['pem', 'pem', true],
    ['p7b', 'pem', true],
    ['p7b', 'pem', false],
  ] as const)('%s: the chain out of a %s, exportable %s', async (format, kind, exportable) => {
    const ref = await imported(kind, exportable)
    const file = await exportChain(test.services, ops, { ...ref, format, reason })
    expect(file.fileName).toContain('-chain.')
    expect(namesIn(file)).toEqual(['leaf.contoso.example', 'CA', 'Root'])
    expect(Buffer.from(file.bytes).includes('PRIVATE')).toBe(false)
    const exported = await codeOf(
      exportPrivate(test.services, ops, { ...ref, format: 'pfx', password: '', reason }),
    )
    expect(exported).toBe(exportable ? null : 'managed')
  })

  it('says so when the secret of a shut key is the certificate alone', async () => {
    const ref = await imported('pfx', false)
    const ask = { ...ref, format: 'pem', reason } as const
    expect(await codeOf(exportChain(test.services, ops, ask))).toBe('not-found')
  })

  it('is recorded with its reason, also when it is refused', async () => {
    const ref = await imported('pem', true)
    await updateVersion(test.services, ops, { ...ref, enabled: false })
    expect(await codeOf(exportChain(test.services, ops, { ...ref, format: 'p7b', reason }))).toBe(
      'disabled',
    )
    const [entry] = await listActivity(test.services, ops, { vault, name: ref.name, limit: 1 })
    expect(entry).toMatchObject({
      verb: 'certificates.export-chain',
      version: ref.version,
      outcome: 'refused',
      reason,
    })
  })

  it('is for security operations only', async () => {
    const ref = await imported('pfx', true)
    const dev = await test.signIn('dev@contoso.example')
    expect(await codeOf(exportChain(test.services, dev, { ...ref, format: 'pem', reason }))).toBe(
      'role-missing',
    )
  })
})

const keytool = spawnSync('keytool', ['-help']).error === undefined

it.runIf(keytool)('Java takes the PFX for a keystore, with key and chain', async () => {
  const ref = await imported('pfx', true)
  const ask = { ...ref, format: 'pfx', password: 'Caf3!x', reason } as const
  const { bytes } = await exportPrivate(test.services, ops, ask)
  const path = join(tmpdir(), `strongroom-${process.pid}.pfx`)
  writeFileSync(path, bytes)
  const options = ['-list', '-v', '-keystore', path, '-storepass', 'Caf3!x']
  const list = execFileSync('keytool', options, { encoding: 'utf8' })
  rmSync(path)
  expect(list).toMatch(/PrivateKeyEntry/)
  expect(list).toMatch(/chain length: 3/)
  expect(list).toContain('CN=leaf.contoso.example')
})
