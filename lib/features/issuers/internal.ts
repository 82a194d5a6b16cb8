import 'server-only'
import type { IssuerAdministrator, Issuer as VaultIssuer } from '#lib/azure/issuers.ts'
import type { Administrator } from '#lib/domain/certificates/issuers/draft.ts'
import type { Issuer, IssuerDetails } from './schema.ts'

/** Issuers between the vault's form, where members may be absent, and that of our pages. */

export function toDetails(issuer: VaultIssuer): IssuerDetails {
  return {
    enabled: issuer.enabled,
    accountId: issuer.accountId,
    organizationId: issuer.organizationId,
    administrators: issuer.administrators.map(({ firstName, lastName, email, phone }) => ({
      firstName: firstName ?? '',
      lastName: lastName ?? '',
      email: email ?? '',
      phone: phone ?? '',
    })),
    createdOn: issuer.createdOn?.toISOString() ?? null,
    updatedOn: issuer.updatedOn?.toISOString() ?? null,
  }
}

export function toIssuer(vault: string, issuer: VaultIssuer): Issuer {
  return { vault, name: issuer.name, provider: issuer.provider, ...toDetails(issuer) }
}

/** Empty members are left out: the service would keep them as empty text. */
export function toAdministrators(administrators: readonly Administrator[]): IssuerAdministrator[] {
  return administrators.map(({ firstName, lastName, email, phone }) => ({
    ...(firstName.trim() === '' ? {} : { firstName: firstName.trim() }),
    ...(lastName.trim() === '' ? {} : { lastName: lastName.trim() }),
    ...(email.trim() === '' ? {} : { email: email.trim() }),
    ...(phone.trim() === '' ? {} : { phone: phone.trim() }),
  }))
}
