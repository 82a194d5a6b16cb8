import type { Db } from '../../store/store.ts'
import { managedByKeyVault } from '../errors.ts'
import { checkOwnName, type Found, requireLive } from '../own-name.ts'
import { findKeyVersion, type HeadRow, type KeyVersionRow } from '../rows/keys.ts'

/** {@link checkOwnName} for keys. */
export function checkKeyName(
  db: Db,
  vault: number,
  name: string,
  operation: string,
): HeadRow | null {
  return checkOwnName(db, 'key', vault, name, operation)
}

/** A live key and one of its versions. */
export type FoundKey = Found<KeyVersionRow>

/** The version asked for, or the current one. Throws 404. */
export function requireKey(db: Db, vault: number, name: string, version: string | null): FoundKey {
  return requireLive(db, 'key', { vault, name, version }, findKeyVersion)
}

/** The same for a change, which a certificate's key refuses. */
export function requireOwnKey(
  db: Db,
  vault: number,
  name: string,
  version: string | null,
  operation: string,
): FoundKey {
  const found = requireKey(db, vault, name, version)
  if (found.head.managed) throw managedByKeyVault('key', operation)
  return found
}
