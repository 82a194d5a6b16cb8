import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../../store/store.ts'
import { findKeyVersion, openPrivateKey } from '../rows/keys.ts'
import type { SecretVersionRow } from '../rows/secrets.ts'
import { findVersion } from '../rows/versions.ts'
import { fromDer } from '../wire/der-list.ts'
import type { SecretMaterial } from './compose.ts'

/** What the value of a certificate's secret is made of. */
export function materialOf(
  db: Db,
  vault: number,
  name: string,
  secret: SecretVersionRow,
): SecretMaterial {
  const certificate = findVersion(db, vault, name, secret.version)
  const key = findKeyVersion(db, vault, name, secret.version)
  invariant(certificate && key, 'a managed secret has its certificate and key')
  return {
    contentType: secret.contentType,
    privateKey: key.exportable ? openPrivateKey(db, vault, name, secret.version) : null,
    certificates: [certificate.leaf, ...fromDer(certificate.chain)],
  }
}
