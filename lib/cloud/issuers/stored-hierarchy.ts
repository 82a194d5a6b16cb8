import { readCertificate } from '#lib/x509/certificate.ts'
import type { Rdn } from '#lib/x509/name.ts'
import { bytes } from '../store/row.ts'
import type { CloudStore, Db } from '../store/store.ts'
import { loadKey } from '../vault/issue/key-pair.ts'
import { createHierarchy, type Hierarchy } from './hierarchy.ts'

/** anyPolicy, RFC 5280 section 4.2.1.4. */
const anyPolicy = '2.5.29.32.0'

/** The root begins so long before it is made: a moved clock and old certificates stay within it. */
const age = 3 * 365 * 86_400

/**
 * The certificates and keys of a simulated authority: made once, at its first use, and kept with
 * sealed keys. Of two that are made at the same time the first one stays.
 * @param now epoch seconds
 */
export async function storedHierarchy(
  store: CloudStore,
  provider: string,
  now: number,
): Promise<Hierarchy> {
  const known = store.read((db) => find(db, provider))
  if (known) return known
  const made = await createHierarchy({
    root: nameOf(`Simulated ${provider} Root CA (Strongroom embedded cloud)`, provider),
    intermediate: nameOf(`Simulated ${provider} TLS CA 1 (Strongroom embedded cloud)`, provider),
    begin: now - age,
    policies: [anyPolicy],
  })
  return store.write((db) => {
    const first = find(db, provider)
    if (first) return first
    db.sql(
      `INSERT INTO ca_authorities (provider, root, root_key, intermediate, intermediate_key)
       VALUES (?, ?, ?, ?, ?)`,
    ).run(
      provider,
      made.root.der,
      db.seal(made.root.pair.pkcs8, contextOf(provider, 'root')),
      made.intermediate.der,
      db.seal(made.intermediate.pair.pkcs8, contextOf(provider, 'intermediate')),
    )
    return made
  })
}

function nameOf(commonName: string, provider: string): Rdn[] {
  return [
    [{ oid: '2.5.4.6', value: 'US' }],
    [{ oid: '2.5.4.10', value: `Simulated ${provider}, not ${provider}` }],
    [{ oid: '2.5.4.3', value: commonName }],
  ]
}

function find(db: Db, provider: string): Hierarchy | null {
  const row = db.sql('SELECT * FROM ca_authorities WHERE provider = ?').get(provider)
  if (!row) return null
  const read = (which: 'root' | 'intermediate') => {
    const der = bytes(row, which)
    const pkcs8 = db.open(bytes(row, `${which}_key`), contextOf(provider, which))
    return { subject: readCertificate(der).subjectRdns, pair: loadKey(pkcs8), der }
  }
  return { root: read('root'), intermediate: read('intermediate') }
}

function contextOf(provider: string, which: string): string {
  return `ca_authorities/${provider}/${which}`
}
