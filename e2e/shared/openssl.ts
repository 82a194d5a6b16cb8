import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs openssl in a folder and returns what it printed. */
export function openssl(folder: string, ...args: string[]): string {
  return execFileSync('openssl', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

export interface MadeChain {
  folder: string
  /** Paths of PEM files. */
  root: string
  intermediate: string
  leaf: string
  key: string
}

/** A root, an intermediate and a leaf with its key, made by openssl as a person would. */
export function makeChain(commonName: string): MadeChain {
  const folder = mkdtempSync(join(tmpdir(), 'strongroom-chain-'))
  const ca = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'
  const leaf = `basicConstraints=CA:FALSE\nsubjectAltName=DNS:${commonName}\nextendedKeyUsage=serverAuth\n`
  writeFileSync(join(folder, 'ca.ext'), ca)
  writeFileSync(join(folder, 'leaf.ext'), leaf)
  const request = (name: string, subject: string) =>
    openssl(
      folder,
      ...['req', '-new', '-newkey', 'rsa:2048', '-nodes', '-subj', subject],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    )
  const sign = (name: string, by: string | null, extensions: string) =>
    openssl(
      folder,
      ...['x509', '-req', '-in', `${name}.csr`, '-out', `${name}.pem`, '-days', '300'],
      ...['-extfile', extensions, '-sha256'],
      ...(by
        ? ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial']
        : ['-key', `${name}.key`]),
    )
  request('root', '/CN=Fabrikam Root/O=Fabrikam')
  sign('root', null, 'ca.ext')
  request('intermediate', '/CN=Fabrikam Issuing/O=Fabrikam')
  sign('intermediate', 'root', 'ca.ext')
  request('leaf', `/CN=${commonName}/O=Fabrikam`)
  sign('leaf', 'intermediate', 'leaf.ext')
  const path = (name: string) => join(folder, name)
  return {
    folder,
    root: path('root.pem'),
    intermediate: path('intermediate.pem'),
    leaf: path('leaf.pem'),
    key: path('leaf.key'),
  }
}

/** Packs a chain as `openssl pkcs12 -export` does; `options` such as `-legacy` are passed on. */
export function exportPfx(chain: MadeChain, password: string, ...options: string[]): string {
  const issuers = join(chain.folder, 'issuers.pem')
  writeFileSync(
    issuers,
    readFileSync(chain.intermediate, 'utf8') + readFileSync(chain.root, 'utf8'),
  )
  const out = join(chain.folder, `bundle${options.join('')}.pfx`)
  openssl(
    chain.folder,
    ...['pkcs12', '-export', '-inkey', chain.key, '-in', chain.leaf, '-certfile', issuers],
    ...['-out', out, '-passout', `pass:${password}`, ...options],
  )
  return out
}

/** SHA-256 fingerprints of the certificates in a PEM text, in its order. */
export function fingerprints(folder: string, pem: string): string[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  return blocks.map((block, index) => {
    const file = join(folder, `fingerprint-${index}.pem`)
    writeFileSync(file, block)
    return openssl(folder, 'x509', '-in', file, '-noout', '-fingerprint', '-sha256').trim()
  })
}

/** Signs a request (base64 DER) with the intermediate, as a CA would; returns the path of a PEM file. */
export function signRequest(chain: MadeChain, csr: string, name = 'answer'): string {
  writeFileSync(join(chain.folder, `${name}.csr`), Buffer.from(csr, 'base64'))
  openssl(
    chain.folder,
    ...['x509', '-req', '-inform', 'DER', '-in', `${name}.csr`, '-out', `${name}.pem`],
    ...['-CA', 'intermediate.pem', '-CAkey', 'intermediate.key', '-CAcreateserial'],
    ...['-days', '90', '-copy_extensions', 'copyall'],
  )
  return join(chain.folder, `${name}.pem`)
}

/** Packs PEM files, in this order, into PKCS#7 as DER; returns its path. */
export function packPkcs7(chain: MadeChain, ...files: string[]): string {
  const out = join(chain.folder, 'answer.p7b')
  openssl(
    chain.folder,
    ...['crl2pkcs7', '-nocrl', '-outform', 'DER', '-out', out],
    ...files.flatMap((file) => ['-certfile', file]),
  )
  return out
}
