import { text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'

/** Whom a vault tells about its certificates, in the wire's own member names. */
export interface Contact {
  email: string
  name?: string
  phone?: string
}

/** The contacts of a vault; null when none were set. */
export function findContacts(db: Db, vault: number): Contact[] | null {
  const row = db.sql('SELECT contacts FROM vault_certificate_contacts WHERE vault = ?').get(vault)
  return row ? JSON.parse(text(row, 'contacts')) : null
}

/** Replaces all contacts of a vault. */
export function putContacts(db: Db, vault: number, contacts: readonly Contact[]): void {
  db.sql('INSERT OR REPLACE INTO vault_certificate_contacts (vault, contacts) VALUES (?, ?)').run(
    vault,
    JSON.stringify(contacts),
  )
}

export function removeContacts(db: Db, vault: number): void {
  db.sql('DELETE FROM vault_certificate_contacts WHERE vault = ?').run(vault)
}
