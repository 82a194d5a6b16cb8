import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext, type SecureContext } from 'node:tls'
import type { KeyedCertificate } from './certificates.ts'
import { certificateNames, permittedDomains } from './hosts.ts'

/** What TLS needs, ready: the CA for clients to trust and a context for each certificate name. */
export interface TlsMaterial {
  /** PEM of the development CA, as in `ca.pem`. */
  ca: string
  contexts: ReadonlyMap<string, SecureContext>
}

/** Certificates that end within this time are made anew at start. */
const renewalMargin = 30 * 24 * 60 * 60_000

interface TlsFile {
  /** The domains that the CA is constrained to. Another list here means that a new CA is due. */
  domains: readonly string[]
  ca: KeyedCertificate
  leaves: Record<string, KeyedCertificate & { notAfter: string }>
}

/**
 * Loads the development CA and its leaves from `<dataDir>/cloud`, and makes what is absent, about to
 * end, or for other hosts. `ca.pem` may be read by all; `tls.json`, with the keys, has mode 0600.
 */
export async function loadTlsMaterial(dataDir: string, now = new Date()): Promise<TlsMaterial> {
  const folder = join(dataDir, 'cloud')
  const path = join(folder, 'tls.json')
  const kept = readTlsFile(path)
  const until = new Date(now.getTime() + renewalMargin)
  const file = kept && isFresh(kept, until) ? kept : await renew(kept, now, until)
  if (file !== kept) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    replaceFile(path, JSON.stringify(file), 0o600)
  }
  const caPath = join(folder, 'ca.pem')
  if (!existsSync(caPath) || readFileSync(caPath, 'utf8') !== file.ca.certificate) {
    replaceFile(caPath, file.ca.certificate, 0o644)
  }
  const contexts = new Map<string, SecureContext>()
  for (const [name, { certificate, privateKey }] of Object.entries(file.leaves)) {
    contexts.set(
      name,
      createSecureContext({ cert: certificate, key: privateKey, minVersion: 'TLSv1.2' }),
    )
  }
  return { ca: file.ca.certificate, contexts }
}

function isFresh(file: TlsFile, until: Date): boolean {
  return (
    JSON.stringify(file.domains) === JSON.stringify(permittedDomains) &&
    certificateNames.every((name) => {
      const leaf = file.leaves[name]
      return leaf !== undefined && new Date(leaf.notAfter) > until
    })
  )
}

/** Keeps the CA when it fits, because people have told programs to trust it. */
async function renew(kept: TlsFile | null, now: Date, until: Date): Promise<TlsFile> {
  // Only now: at most starts nothing is made, and the encoder need not load.
  const { createDevelopmentCa, issueLeaf, isCaUsable, notAfterOf } = await import(
    './certificates.ts'
  )
  const sameHosts = JSON.stringify(kept?.domains) === JSON.stringify(permittedDomains)
  const ca =
    kept && sameHosts && isCaUsable(kept.ca, now) ? kept.ca : await createDevelopmentCa(now)
  const leaves: TlsFile['leaves'] = {}
  for (const name of certificateNames) {
    const before = ca === kept?.ca ? kept.leaves[name] : undefined
    if (before && new Date(before.notAfter) > until) {
      leaves[name] = before
      continue
    }
    const leaf = await issueLeaf(ca, name, now)
    leaves[name] = { ...leaf, notAfter: notAfterOf(leaf).toISOString() }
  }
  return { domains: permittedDomains, ca, leaves }
}

/** Null when there is none or it is damaged: everything in it can be made again. */
function readTlsFile(path: string): TlsFile | null {
  if (!existsSync(path)) return null
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return isTlsFile(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isTlsFile(value: unknown): value is TlsFile {
  if (typeof value !== 'object' || value === null) return false
  if (!('domains' in value && 'ca' in value && 'leaves' in value)) return false
  const { domains, ca, leaves } = value
  if (!Array.isArray(domains) || !isKeyed(ca)) return false
  if (typeof leaves !== 'object' || leaves === null) return false
  return Object.values(leaves).every(
    (leaf) => isKeyed(leaf) && 'notAfter' in leaf && typeof leaf.notAfter === 'string',
  )
}

function isKeyed(value: unknown): value is KeyedCertificate {
  if (typeof value !== 'object' || value === null) return false
  if (!('certificate' in value && 'privateKey' in value)) return false
  return typeof value.certificate === 'string' && typeof value.privateKey === 'string'
}

/** Whole or not at all, and with its mode from the first byte. */
function replaceFile(path: string, content: string, mode: number): void {
  const draft = `${path}.new`
  writeFileSync(draft, content, { mode, flush: true })
  renameSync(draft, path)
}
