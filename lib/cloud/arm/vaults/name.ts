import type { Db } from '../../store/store.ts'
import { findDeletedVault } from './deleted-table.ts'
import { findVaultByHostName } from './table.ts'

/** 3 to 24 letters, digits and single hyphens; a letter first, no hyphen last (protocol section 9.1). */
export function isVaultName(name: string): boolean {
  return /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/i.test(name) && !name.includes('--')
}

/** Vault names are one per cloud, and a deleted vault keeps its own until it is purged. */
export function isNameTaken(db: Db, name: string): boolean {
  return findVaultByHostName(db, name) !== null || findDeletedVault(db, name) !== null
}
