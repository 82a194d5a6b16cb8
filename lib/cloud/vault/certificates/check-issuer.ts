import type { Db } from '../../store/store.ts'
import { issuerNotFound } from '../errors.ts'
import type { IssuerProps } from '../policy/model.ts'
import { findIssuer } from '../rows/issuers.ts'

/**
 * Requires that a policy's issuer is one of the two reserved ones or exists in the vault.
 * @throws VaultError 404 `CertificateIssuerNotFound`
 */
export function checkIssuer(db: Db, vault: number, issuer: IssuerProps): void {
  if (issuer.name === 'Self' || issuer.name === 'Unknown') return
  if (!findIssuer(db, vault, issuer.name)) throw issuerNotFound()
}
