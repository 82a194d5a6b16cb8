import { invariant } from '#lib/base/invariant.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import type { CloudContext } from '../context.ts'
import { type CustomerAccount, type Organization, putAccount, putDomain } from '../issuers/book.ts'
import { keyOf } from '../vault/identifiers.ts'
import { putContacts } from '../vault/rows/contacts.ts'
import { type IssuerRow, putIssuer } from '../vault/rows/issuers.ts'

/*
 * The sample company is a customer of both simulated authorities. These accounts open nothing but
 * simulations: whoever wants another issuer in another vault may use them.
 */

/** How the authorities know the company. */
const contoso: Organization = {
  id: '41071042',
  name: 'Contoso Ltd',
  locality: 'Amsterdam',
  state: 'Noord-Holland',
  country: 'NL',
  registration: '33071042',
  businessCategory: 'Private Organization',
}

export const sampleAccounts: readonly (CustomerAccount & { password: string })[] = [
  {
    provider: 'DigiCert',
    accountId: 'contoso-4107',
    password: 'simulated-digicert-key',
    organization: contoso,
  },
  {
    provider: 'GlobalSign',
    accountId: 'contoso-7731',
    password: 'simulated-globalsign-password',
    organization: contoso,
  },
]

/** What the authorities vetted for the accounts. */
export const sampleDomains = ['contoso.example', 'petdash.example', 'contoso.com'] as const

const administrator = {
  first_name: 'Ops',
  last_name: 'Contoso',
  email: 'ops@contoso.example',
  phone: '+31 20 555 0142',
}

/**
 * Accounts and domains at the authorities; in contoso-prod an issuer that works, one whose password
 * was changed at the authority and not here, and people to tell.
 * @param at when the issuers were set
 */
export async function createSampleAuthorities(ctx: CloudContext, at: Date): Promise<void> {
  await ctx.store.write((db) => {
    const vault = findVaultByHostName(db, 'contoso-prod')
    invariant(vault, 'the sample has contoso-prod')
    for (const { password, ...account } of sampleAccounts) {
      putAccount(db, account, password)
      for (const domain of sampleDomains) putDomain(db, { ...account, domain })
      const issuer = issuerOf(vault.key, account, Math.floor(at.getTime() / 1000))
      putIssuer(db, issuer, account.provider === 'GlobalSign' ? 'the-old-password' : password)
    }
    putContacts(db, vault.key, [
      { email: 'ops@contoso.example', name: 'Security operations', phone: '+31 20 555 0142' },
      { email: 'pki@contoso.example', name: 'PKI team' },
    ])
  })
}

function issuerOf(vault: number, account: CustomerAccount, at: number): IssuerRow {
  return {
    vault,
    name: keyOf(account.provider),
    display: account.provider,
    provider: account.provider,
    accountId: account.accountId,
    organization: { id: account.organization.id },
    administrators: [administrator],
    enabled: true,
    created: at,
    updated: at,
  }
}
