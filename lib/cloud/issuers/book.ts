import { timingSafeEqual } from 'node:crypto'
import { bytes, type Row, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/*
 * What the simulated authorities know of their customers.
 */

/** The organisation that an authority vetted, as it goes into the subject of certificates. */
export interface Organization {
  /** The authority's own number of it. */
  id: string
  name: string
  locality: string
  state: string
  /** Two letters, ISO 3166. */
  country: string
  /** Number in the register of companies. */
  registration: string
  /** As CA/Browser Forum EV guidelines section 7.1.4.2.3 has it. */
  businessCategory: string
}

export interface CustomerAccount {
  provider: string
  accountId: string
  organization: Organization
}

/** Adds an account, or replaces it. Of the password only a MAC is kept. */
export function putAccount(db: Db, account: CustomerAccount, password: string): void {
  const { provider, accountId, organization } = account
  db.sql(
    `INSERT OR REPLACE INTO ca_accounts (provider, account_id, password_mac, organization)
     VALUES (?, ?, ?, ?)`,
  ).run(provider, accountId, macOf(db, account, password), JSON.stringify(organization))
}

export function listAccounts(db: Db): CustomerAccount[] {
  return db.sql('SELECT * FROM ca_accounts ORDER BY provider, account_id').all().map(readAccount)
}

/** The account, if the password is its own. */
export function logIn(
  db: Db,
  id: { provider: string; accountId: string },
  password: string,
): CustomerAccount | null {
  const row = db
    .sql('SELECT * FROM ca_accounts WHERE provider = ? AND account_id = ?')
    .get(id.provider, id.accountId)
  if (!row || !timingSafeEqual(bytes(row, 'password_mac'), macOf(db, id, password))) return null
  return readAccount(row)
}

/** A domain with all names below it. */
export interface VettedDomain {
  provider: string
  domain: string
  /** Absent: for every account of the provider. */
  accountId?: string
}

export function putDomain(db: Db, { provider, domain, accountId = '' }: VettedDomain): void {
  db.sql('INSERT OR IGNORE INTO ca_domains (provider, account_id, domain) VALUES (?, ?, ?)').run(
    provider,
    accountId,
    domain.toLowerCase(),
  )
}

export function listDomains(db: Db): VettedDomain[] {
  return db
    .sql('SELECT * FROM ca_domains ORDER BY provider, account_id, domain')
    .all()
    .map((row) => {
      const accountId = text(row, 'account_id')
      return {
        provider: text(row, 'provider'),
        domain: text(row, 'domain'),
        ...(accountId === '' ? {} : { accountId }),
      }
    })
}

/** Whether the name, or a domain above it, was vetted for the account. */
export function isVetted(db: Db, account: CustomerAccount, name: string): boolean {
  const labels = name.toLowerCase().replace(/^\*\./, '').split('.')
  const vetted = db.sql(
    `SELECT 1 FROM ca_domains WHERE provider = ? AND account_id IN ('', ?) AND domain = ?`,
  )
  return labels.some((_, at) =>
    vetted.get(account.provider, account.accountId, labels.slice(at).join('.')),
  )
}

export function setDown(db: Db, provider: string, down: boolean): void {
  if (down) db.sql('INSERT OR IGNORE INTO ca_outages (provider) VALUES (?)').run(provider)
  else db.sql('DELETE FROM ca_outages WHERE provider = ?').run(provider)
}

export function isDown(db: Db, provider: string): boolean {
  return db.sql('SELECT 1 FROM ca_outages WHERE provider = ?').get(provider) !== undefined
}

function macOf(
  db: Db,
  { provider, accountId }: { provider: string; accountId: string },
  password: string,
): Uint8Array {
  return db.mac(Buffer.from(password), `ca_accounts/${provider}/${accountId}`)
}

function readAccount(row: Row): CustomerAccount {
  return {
    provider: text(row, 'provider'),
    accountId: text(row, 'account_id'),
    organization: JSON.parse(text(row, 'organization')),
  }
}
