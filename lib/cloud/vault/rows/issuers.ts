import { bytesOrNull, flag, integer, type Row, text, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { keyOf } from '../identifiers.ts'

/** Somebody whom the authority may ask, in the wire's own member names. */
export interface Administrator {
  first_name?: string
  last_name?: string
  email?: string
  phone?: string
}

/** An authority's account as a vault keeps it. The password is not part of the row: see {@link openIssuerPassword}. */
export interface IssuerRow {
  /** Key of the vault's row. */
  vault: number
  /** Lower case. */
  name: string
  /** The spelling of the first creation. */
  display: string
  provider: string
  accountId: string | null
  /** Null when `org_details` was never given. */
  organization: { id?: string } | null
  /** Null when `admin_details` was never given. */
  administrators: Administrator[] | null
  enabled: boolean
  created: number
  updated: number
}

/** The issuer of this name. Names match without case. */
export function findIssuer(db: Db, vault: number, name: string): IssuerRow | null {
  const row = db
    .sql('SELECT * FROM vault_certificate_issuers WHERE vault = ? AND name = ?')
    .get(vault, keyOf(name))
  return row ? read(row) : null
}

/** Up to `limit` issuers whose name comes after `after`, by name, ordinal. */
export function listIssuers(
  db: Db,
  vault: number,
  options: { after: string; limit: number },
): IssuerRow[] {
  return db
    .sql(
      `SELECT * FROM vault_certificate_issuers WHERE vault = ? AND name > ? ORDER BY name LIMIT ?`,
    )
    .all(vault, options.after, options.limit)
    .map(read)
}

/** Puts the issuer in place of an older one. `password` is sealed here; null keeps none. */
export function putIssuer(db: Db, issuer: IssuerRow, password: string | null): void {
  const { vault, name } = issuer
  db.sql(
    `INSERT OR REPLACE INTO vault_certificate_issuers (vault, name, display, provider, account_id,
       sealed, organization, administrators, enabled, created, updated)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    vault,
    name,
    issuer.display,
    issuer.provider,
    issuer.accountId,
    password === null ? null : db.seal(Buffer.from(password), contextOf(vault, name)),
    issuer.organization === null ? null : JSON.stringify(issuer.organization),
    issuer.administrators === null ? null : JSON.stringify(issuer.administrators),
    issuer.enabled ? 1 : 0,
    issuer.created,
    issuer.updated,
  )
}

/** The password of the issuer's account; null when none was given. Never for an answer. */
export function openIssuerPassword(db: Db, issuer: IssuerRow): string | null {
  const row = db
    .sql('SELECT sealed FROM vault_certificate_issuers WHERE vault = ? AND name = ?')
    .get(issuer.vault, issuer.name)
  const sealed = row ? bytesOrNull(row, 'sealed') : null
  if (!sealed) return null
  return Buffer.from(db.open(sealed, contextOf(issuer.vault, issuer.name))).toString('utf8')
}

export function removeIssuer(db: Db, issuer: IssuerRow): void {
  db.sql('DELETE FROM vault_certificate_issuers WHERE vault = ? AND name = ?').run(
    issuer.vault,
    issuer.name,
  )
}

function contextOf(vault: number, name: string): string {
  return `vault_certificate_issuers/${vault}/${name}`
}

function read(row: Row): IssuerRow {
  const organization = textOrNull(row, 'organization')
  const administrators = textOrNull(row, 'administrators')
  return {
    vault: integer(row, 'vault'),
    name: text(row, 'name'),
    display: text(row, 'display'),
    provider: text(row, 'provider'),
    accountId: textOrNull(row, 'account_id'),
    organization: organization === null ? null : JSON.parse(organization),
    administrators: administrators === null ? null : JSON.parse(administrators),
    enabled: flag(row, 'enabled'),
    created: integer(row, 'created'),
    updated: integer(row, 'updated'),
  }
}
