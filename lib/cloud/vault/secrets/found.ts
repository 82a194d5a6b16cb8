import type { Db } from '../../store/store.ts'
import { managedByKeyVault } from '../errors.ts'
import { type Found, requireLive } from '../own-name.ts'
import { findSecretVersion, type SecretVersionRow } from '../rows/secrets.ts'

/** A live secret and one of its versions. */
export type FoundSecret = Found<SecretVersionRow>

/** The version asked for, or the current one. Throws 404. */
export function requireSecret(
  db: Db,
  vault: number,
  name: string,
  version: string | null,
): FoundSecret {
  return requireLive(db, 'secret', { vault, name, version }, findSecretVersion)
}

/** The same for what a certificate's secret refuses. Throws 404 or 403. */
export function requireOwnSecret(
  db: Db,
  vault: number,
  name: string,
  version: string | null,
  operation: string,
): FoundSecret {
  const found = requireSecret(db, vault, name, version)
  if (found.head.managed) throw managedByKeyVault('secret', operation)
  return found
}

/** Members of the audit record about a secret: never its value. */
export function auditOfSecret({
  contentType,
  enabled,
  nbf,
  exp,
}: SecretVersionRow): Record<string, unknown> {
  return {
    secretProperties: {
      ...(contentType === null ? {} : { type: contentType }),
      attributes: {
        enabled,
        ...(nbf === null ? {} : { nbf }),
        ...(exp === null ? {} : { exp }),
      },
    },
  }
}
