import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { figure, hardening, patience } from '#lib/testing/harden.ts'
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
  const key = keys[roll(keys.length)]
  // NSS takes an RSA key for a server's only when it may encrypt keys as well.
  const encipherment = key?.kty === 'RSA' ? ['keyEncipherment'] : some(['keyEncipherment'])
  const ou = roll(2) === 0 ? `, O="Contoso ${at}, Inc.", C=DE` : ''
  return {
    issuer: { name: at % 2 === 0 ? 'Self' : 'test' },
    secret_props: { contentType: 'application/x-pem-file' },
    key_props: key,
    x509_props: {
      subject: `CN=${name}${ou}`,
      validity_months: 1 + roll(36),
      sans: {
        dns_names: [name, ...some(['*.contoso.example', 'xn--mnchen-3ya.example'])],
        emails: some(['ops@contoso.example']),
        upns: some(['ops@contoso.example']),
      },
      key_usage: ['digitalSignature', ...encipherment, ...some(['nonRepudiation'])],
      ekus: [server, ...some([client])],
    },
  }
}

function run(program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString()
}

/** Not every machine has them all; openssl is asked everywhere. */
function has(program: string, ...args: string[]): boolean {
  const { error, status } = spawnSync(program, args, { stdio: 'ignore' })
  return error === undefined && status !== null
}

const certtool = has('certtool', '--version')
const nss = hardening && has('certutil', '-H')
/** With its compiler, which runs a source file. */
const java = hardening && has('java', '--add-modules', 'jdk.compiler', '-version')
if (hardening) {
  const names = Object.entries({ openssl: true, certtool, nss, java })
  const [ran, missing] = [true, false].map((there) =>
    names.filter(([, found]) => found === there).map(([name]) => name),
  )
  process.stdout.write(
    `Verifiers: ${ran?.join(', ')}; not here: ${missing?.join(', ') || 'none'}\n`,
  )
}

/** Issued by one policy: files in the folder. A certificate that signed itself is its own root. */
interface Issued {
  readonly at: number
  readonly root: string
  readonly leaf: string
  /** Begins with the leaf. */
  readonly chain: string
}

async function issue(at: number): Promise<Issued> {
  const body = { policy: policyOf(at) }
  expect((await vault.send('POST', `/certificates/v${at}/create`, { body })).status).toBe(202)
  await vault.app.settled()
  const held = await vault.send('GET', `/secrets/v${at}`)
  expect(held.status, JSON.stringify(body)).toBe(200)
  const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g
  const chain: string[] = held.body.value.match(pem)
  return {
    at,
    root: save(`${at}.root.pem`, chain.at(-1) ?? ''),
    leaf: save(`${at}.leaf.pem`, chain[0] ?? ''),
    chain: save(`${at}.chain.pem`, chain.join('\n')),
  }
}

function save(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return name
}

const isSelfSigned = ({ at }: Issued) => at % 2 === 0

describe(`what ${count} policies give is accepted`, () => {
  const all: Issued[] = []
  const timeout = patience(60_000)

  beforeAll(async () => {
    for (let at = 0; at < count; at++) all.push(await issue(at))
  }, timeout)

  it('by openssl', { timeout }, () => {
    for (const { at, root, chain } of all) {
      const strict = ['verify', '-x509_strict', '-check_ss_sig', '-purpose', 'sslserver']
      const host = ['-verify_hostname', `h${at}.contoso.example`]
      const files = ['-CAfile', root, '-untrusted', chain, chain]
      expect(run('openssl', ...strict, ...host, ...files)).toContain('OK')
    }
  })

  it.runIf(certtool)('by certtool of GnuTLS, profile medium', { timeout }, () => {
    for (const issued of all) {
      // A certificate that signed itself and is no authority is no trust anchor for certtool.
      if (isSelfSigned(issued)) continue
      const medium = ['--verify', '--verify-profile', 'medium', '--load-ca-certificate']
      expect(run('certtool', ...medium, issued.root, '--infile', issued.chain)).toContain(
        'Verified',
      )
    }
  })

  it.runIf(nss)('by certutil of NSS, as a TLS server', { timeout }, () => {
    const db = ['-d', 'sql:nss']
    mkdirSync(join(folder, 'nss'))
    run('certutil', '-N', '--empty-password', ...db)
    const under = all.find((issued) => !isSelfSigned(issued))
    const [, ca = '', root = ''] = readFileSync(join(folder, under?.chain ?? ''), 'utf8').split(
      /(?=-----BEGIN)/,
    )
    run('certutil', '-A', '-n', 'root', '-t', 'CT,,', '-i', save('root.pem', root), ...db)
    run('certutil', '-A', '-n', 'ca', '-t', ',,', '-i', save('ca.pem', ca), ...db)
    for (const issued of all) {
      const trust = isSelfSigned(issued) ? 'P,,' : ',,'
      run('certutil', '-A', '-n', 'leaf', '-t', trust, '-i', issued.leaf, ...db)
      const verdict = run('certutil', '-V', '-u', 'V', '-e', '-n', 'leaf', ...db)
      expect(verdict, JSON.stringify(policyOf(issued.at))).toContain('certificate is valid')
      run('certutil', '-D', '-n', 'leaf', ...db)
    }
  })

  it.runIf(java)('by PKIX of Java', { timeout }, () => {
    save('Verify.java', verifyInJava)
    const bad = all.find((issued) => !isSelfSigned(issued))
    const foreign = all.find(isSelfSigned)
    const lines = [
      ...all.map(({ root, chain }) => `${root} ${chain}`),
      // The verifier can say no.
      `${foreign?.root} ${bad?.chain}`,
    ]
    save('list', lines.join('\n'))
    const verdicts = run('java', 'Verify.java', 'list').trim().split('\n')
    expect(verdicts.pop()).toMatch(/^ValidatorException/)
    expect(verdicts.filter((verdict) => verdict !== 'OK')).toEqual([])
    expect(verdicts).toHaveLength(count)
  })
})

/** Judges `root chain` in each line as a TLS client does that trusts this root alone. */
const verifyInJava = `
import java.io.*; import java.nio.file.*; import java.security.KeyStore;
import java.security.cert.*; import javax.net.ssl.*;
public class Verify {
  static X509Certificate[] read(String file) throws Exception {
    try (InputStream in = new FileInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in)
        .toArray(new X509Certificate[0]);
    }
  }
  public static void main(String[] args) throws Exception {
    for (String line : Files.readAllLines(Path.of(args[0]))) {
      String[] files = line.split(" ");
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null);
      store.setCertificateEntry("root", read(files[0])[0]);
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      try {
        ((X509TrustManager) factory.getTrustManagers()[0]).checkServerTrusted(read(files[1]), "UNKNOWN");
        System.out.println("OK");
      } catch (CertificateException error) {
        System.out.println(error.getClass().getSimpleName() + ": " + error.getMessage());
      }
    }
  }
}
`

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
