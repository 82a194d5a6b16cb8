import type { Db } from '../store/store.ts'
import { type IssuerAccount, issuerError, type Refusal } from './authority.ts'
import { type CustomerAccount, logIn } from './book.ts'

/** The public authorities that are simulated. */
export const publicProviders = ['DigiCert', 'GlobalSign'] as const

export type PublicProvider = (typeof publicProviders)[number]

/** The customer behind an issuer's account, or why there is none. */
export function findCustomer(
  db: Db,
  provider: PublicProvider,
  account: IssuerAccount,
): CustomerAccount | Refusal {
  const { accountId, password } = account
  const customer =
    accountId === null || password === null ? null : logIn(db, { provider, accountId }, password)
  if (!customer) {
    return issuerError(
      `${provider} did not accept the account ${accountId ?? '(none)'} with the password of the issuer.`,
    )
  }
  return detailChecks[provider](account, customer) ?? customer
}

/** Each wants to be told other things. */
const detailChecks: Readonly<
  Record<PublicProvider, (account: IssuerAccount, customer: CustomerAccount) => Refusal | null>
> = {
  /** https://learn.microsoft.com/azure/key-vault/certificates/how-to-integrate-certificate-authority#digicert */
  DigiCert: ({ organizationId }, { accountId, organization }) =>
    organizationId === organization.id
      ? null
      : issuerError(
          `DigiCert does not know the organization ${organizationId ?? '(none)'} in the account ${accountId}.`,
        ),
  /** https://learn.microsoft.com/azure/key-vault/certificates/how-to-integrate-certificate-authority#globalsign */
  GlobalSign: ({ administrators }) =>
    administrators.some((one) => one.first_name && one.last_name && one.email && one.phone)
      ? null
      : issuerError(
          'GlobalSign needs the first name, last name, e-mail address and telephone number of an administrator.',
        ),
}
