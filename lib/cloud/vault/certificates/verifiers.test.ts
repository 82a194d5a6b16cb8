import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

/**
 * Random policies: what is issued by them is accepted by every verifier of this machine. The promise
 * is 1,000 policies; a tenth starts hundreds of programs, so every day has fewer.
 */
const count = figure(1_000, 40)
let vault: VaultUnderTest
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-verifiers-'))
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  await vault.send('PUT', '/certificates/issuers/test', { body: { provider: 'Test' } })
  // The verifiers judge by the real time.
  vault.setNow(new Date())
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await vault.close()
})

/** A sequence that is the same in every run. */
function dice(seed: string): (sides: number) => number {
  let round = 0
  return (sides) => {
    round += 1
    return createHash('sha256').update(`${seed}/${round}`).digest().readUInt32BE() % sides
  }
}

const keys = [
  { kty: 'EC', crv: 'P-256' },
  { kty: 'EC', crv: 'P-384' },
  { kty: 'EC', crv: 'P-521' },
  { kty: 'RSA', key_size: 2048 },
]
const server = '1.3.6.1.5.5.7.3.1'
const client = '1.3.6.1.5.5.7.3.2'

function policyOf(at: number) {
  const roll = dice(`policy ${at}`)
  const some = <T>(all: readonly T[]): T[] => all.filter(() => roll(2) === 0)
  const name = `h${at}.contoso.example`
  const ou = roll(2) === 0 ? `, O="Contoso ${at}, Inc.", C=DE` : ''
  return {
    issuer: { name: at % 2 === 0 ? 'Self' : 'test' },
    secret_props: { contentType: 'application/x-pem-file' },
    key_props: keys[roll(keys.length)],
    x509_props: {
      subject: `CN=${name}${ou}`,
      validity_months: 1 + roll(36),
      sans: {
        dns_names: [name, ...some(['*.contoso.example', 'xn--mnchen-3ya.example'])],
        emails: some(['ops@contoso.example']),
        upns: some(['ops@contoso.example']),
      },
      key_usage: ['digitalSignature', ...some(['keyEncipherment', 'nonRepudiation'])],
      ekus: [server, ...some([client])],
    },
  }
}

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
}

/** Not every machine has it; openssl is asked everywhere. */
const certtool = (() => {
  try {
    return execFileSync('certtool', ['--version']).length > 0
  } catch {
    return false
  }
})()

/** Issues by one policy: the files `root.pem` and `chain.pem`, which begins with the leaf. */
async function issue(at: number): Promise<void> {
  const body = { policy: policyOf(at) }
  expect((await vault.send('POST', `/certificates/v${at}/create`, { body })).status).toBe(202)
  await vault.app.settled()
  const held = await vault.send('GET', `/secrets/v${at}`)
  expect(held.status, JSON.stringify(body)).toBe(200)
  const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g
  const chain: string[] = held.body.value.match(pem)
  writeFileSync(join(folder, 'root.pem'), chain.at(-1) ?? '')
  writeFileSync(join(folder, 'chain.pem'), chain.join('\n'))
}

it(`what ${count} policies give is accepted`, { timeout: patience(60_000) }, async () => {
  for (let at = 0; at < count; at++) {
    await issue(at)
    const strict = ['verify', '-x509_strict', '-check_ss_sig', '-purpose', 'sslserver']
    const host = ['-verify_hostname', `h${at}.contoso.example`]
    const files = ['-CAfile', 'root.pem', '-untrusted', 'chain.pem', 'chain.pem']
    expect(run('openssl', ...strict, ...host, ...files)).toContain('OK')
    // A certificate that signed itself and is no authority is no trust anchor for certtool.
    if (!certtool || at % 2 === 0) continue
    const medium = ['--verify', '--verify-profile', 'medium', '--load-ca-certificate', 'root.pem']
    expect(run('certtool', ...medium, '--infile', 'chain.pem')).toContain('Verified')
  }
})

it('the verifiers refuse a certificate with one octet changed', async () => {
  await issue(count)
  const der = Buffer.from((await vault.send('GET', `/certificates/v${count}`)).body.cer, 'base64')
  const last = der.length - 5
  der[last] = (der[last] ?? 0) ^ 1
  writeFileSync(join(folder, 'bad.der'), der)
  run('openssl', 'x509', '-inform', 'DER', '-in', 'bad.der', '-out', 'bad.pem')
  const strict = ['verify', '-x509_strict', '-check_ss_sig', '-CAfile', 'bad.pem', 'bad.pem']
  expect(() => run('openssl', ...strict)).toThrow()
})
