import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hardening, patience } from '#lib/testing/harden.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { parseCertificate } from './certificate.ts'
import { decodePem } from './pem.ts'
import { readPfx, writePfx } from './pfx.ts'

/**
 * PKCS#12 files there and back with other programs than openssl, which `pfx.test.ts` has. Where a
 * program is not installed its cells are left out; they are slow, so all run at the full figures only.
 */
const kinds = ['RSA-2048', 'P-256', 'P-384'] as const
const passwords = ['correct horse', 'pässwörd'] as const
const there = (program: string, ...args: string[]) =>
  spawnSync(program, args, { stdio: 'ignore' }).error === undefined
const certtool = hardening && there('certtool', '--version')
const nss = hardening && there('pk12util', '-H')
const java = hardening && there('keytool')
if (hardening) process.stdout.write(`PFX: ${JSON.stringify({ certtool, nss, java })}\n`)

let ssl: OpenSsl
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-pfx-'))
  ssl = openSsl()
  for (const kind of kinds) {
    ssl.makeKey(kind, kind)
    ssl.makeCertificate(kind, `/CN=${kind}`)
    writeFileSync(join(folder, `${kind}.key`), ssl.text(`${kind}.key`))
    writeFileSync(join(folder, `${kind}.crt`), ssl.text(`${kind}.crt`))
  }
})
afterAll(() => {
  ssl.dispose()
  rmSync(folder, { recursive: true, force: true })
})

function run(program: string, ...args: string[]): string {
  // Java reads its arguments in the encoding of the locale.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  return execFileSync(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  }).toString()
}

const der = (name: string) => decodePem(ssl.text(name))[0]?.der ?? new Uint8Array()

/** The file has the certificate of this kind with its key. */
async function expectReadable(file: string, password: string, kind: string): Promise<void> {
  const { entries } = await readPfx(new Uint8Array(readFileSync(join(folder, file))), password)
  expect(entries).toHaveLength(1)
  const leaf = await parseCertificate(entries[0]?.chain[0] ?? new Uint8Array())
  expect(leaf.commonName).toBe(kind)
}

/** Ours, as a file. */
async function ours(kind: string, password: string): Promise<string> {
  const content = { pkcs8: der(`${kind}.key`), chain: [der(`${kind}.crt`)], friendlyName: 'www' }
  writeFileSync(join(folder, 'ours.pfx'), await writePfx({ ...content, password }))
  return 'ours.pfx'
}

const cells = kinds.flatMap((kind) => passwords.map((password) => [kind, password] as const))
const options = { timeout: patience(60_000) }

describe.runIf(certtool)('certtool of GnuTLS', options, () => {
  // Not the old ciphers: with the 600,000 rounds that it writes everywhere, their own derivation takes
  // longer than a file may.
  const ciphers = ['3des', 'aes-128', 'aes-192', 'aes-256']
  it.each(ciphers.flatMap((cipher) => kinds.map((kind) => [cipher, kind] as const)))(
    'writes with %s a key %s',
    async (cipher, kind) => {
      const files = ['--load-privkey', `${kind}.key`, '--load-certificate', `${kind}.crt`]
      const protection = ['--pkcs-cipher', cipher, '--password', 'x', '--p12-name', 'www']
      run('certtool', '--to-p12', '--outder', ...files, ...protection, '--outfile', 'theirs.pfx')
      await expectReadable('theirs.pfx', 'x', kind)
    },
  )

  it.each(cells)('reads our %s, password "%s"', async (kind, password) => {
    const file = await ours(kind, password)
    const read = run('certtool', '--p12-info', '--inder', '--infile', file, '--password', password)
    expect(read).toContain('BEGIN CERTIFICATE')
    expect(read).toContain('PRIVATE KEY')
  })
})

describe.runIf(nss)('pk12util of NSS', options, () => {
  function freshDb(): string[] {
    rmSync(join(folder, 'nss'), { recursive: true, force: true })
    mkdirSync(join(folder, 'nss'))
    run('certutil', '-N', '--empty-password', '-d', 'sql:nss')
    return ['-d', 'sql:nss']
  }

  it.each(cells)('reads our %s, password "%s", and writes its own', async (kind, password) => {
    const file = await ours(kind, password)
    const db = freshDb()
    expect(run('pk12util', '-i', file, '-W', password, ...db)).toContain('IMPORT SUCCESSFUL')
    for (const [key, certificates] of [
      ['AES-256-CBC', 'AES-128-CBC'],
      ['AES-128-CBC', 'none'],
    ] as const) {
      rmSync(join(folder, 'theirs.pfx'), { force: true })
      const ciphers = ['-c', key, '-C', certificates]
      run('pk12util', '-o', 'theirs.pfx', '-n', 'www', '-W', password, ...ciphers, ...db)
      await expectReadable('theirs.pfx', password, kind)
    }
  })
})

describe.runIf(java)('keytool of Java', options, () => {
  // Java derives keys of PBES2 from ASCII alone: it cannot even write such a file with another password.
  const ascii = kinds.flatMap((kind) =>
    ['correct horse', '"~!{ }'].map((word) => [kind, word] as const),
  )

  it('takes no password beyond ASCII, whoever wrote the file', () => {
    const key = ['-alias', 'www', '-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', 'CN=java']
    const store = ['-keystore', 'none.pfx', '-storetype', 'PKCS12', '-storepass', 'pässwörd']
    expect(() => run('keytool', '-genkeypair', ...key, ...store)).toThrow()
    expect(() => run('keytool', '-genkeypair', ...key, ...store.with(5, 'changeit'))).not.toThrow()
  })

  it.each(ascii)('reads our %s, password "%s"', async (kind, password) => {
    const file = await ours(kind, password)
    const store = ['-keystore', file, '-storetype', 'PKCS12', '-storepass', password]
    expect(run('keytool', '-list', ...store)).toContain('PrivateKeyEntry')
  })

  it.each([
    ['default', []],
    ['legacy', ['-J-Dkeystore.pkcs12.legacy']],
  ] as const)('writes a store that is read: %s', async (_, more) => {
    rmSync(join(folder, 'theirs.pfx'), { force: true })
    const store = ['-keystore', 'theirs.pfx', '-storetype', 'PKCS12', '-storepass', 'changeit']
    const key = ['-alias', 'www', '-keyalg', 'EC', '-groupname', 'secp256r1', '-dname', 'CN=java']
    run('keytool', ...more, '-genkeypair', ...key, ...store)
    await expectReadable('theirs.pfx', 'changeit', 'java')
  })
})
