import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The `openssl` command in a folder of its own, as the second opinion in tests of certificates. */
export interface OpenSsl {
  /** Runs it and returns standard output; throws with standard error when it fails. */
  run(...args: readonly string[]): Buffer
  write(name: string, data: string | Uint8Array): void
  read(name: string): Uint8Array
  text(name: string): string
  /** Writes `<name>.key`, a PKCS#8 PEM. */
  makeKey(name: string, kind: string): void
  /** Writes `<name>.crt`, self-signed, or signed by `<issuer>.key` when an issuer is named. */
  makeCertificate(name: string, subject: string, options?: CertificateOptions): void
  dispose(): void
}

export interface CertificateOptions {
  readonly issuer?: string
  /** Lines of an openssl extension section. */
  readonly extensions?: readonly string[]
}

/** Options of `openssl genpkey` for each kind of key. */
const KEY_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'RSA-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  'RSA-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'RSA-3072': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:3072'],
  'RSA-4096': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:4096'],
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  'P-521': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  'P-256K': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  Ed25519: ['-algorithm', 'ED25519'],
}

export const CA_EXTENSIONS = [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
  'subjectKeyIdentifier=hash',
] as const

export function openSsl(): OpenSsl {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-openssl-'))
  const file = (name: string): string => join(folder, name)
  const run = (...args: readonly string[]): Buffer =>
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  return {
    run,
    write: (name, data) => writeFileSync(file(name), data),
    read: (name) => new Uint8Array(readFileSync(file(name))),
    text: (name) => readFileSync(file(name), 'utf8'),
    makeKey(name, kind) {
      run('genpkey', ...(KEY_OPTIONS[kind] ?? []), '-out', `${name}.key`)
    },
    makeCertificate(name, subject, { issuer, extensions = [] } = {}) {
      run('req', '-new', '-key', `${name}.key`, '-subj', subject, '-utf8', '-out', `${name}.csr`)
      const identifier = issuer ? ['authorityKeyIdentifier=keyid'] : []
      writeFileSync(file(`${name}.ext`), [...extensions, ...identifier].join('\n'))
      const signer = issuer
        ? ['-CA', `${issuer}.crt`, '-CAkey', `${issuer}.key`, '-CAcreateserial']
        : ['-signkey', `${name}.key`]
      const input = ['-in', `${name}.csr`, '-out', `${name}.crt`, '-extfile', `${name}.ext`]
      run('x509', '-req', '-days', '365', ...input, ...signer)
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}
