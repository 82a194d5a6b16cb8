import { autoRenews, type HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const noContacts: HazardRule = {
  id: 'no-contacts',
  ...hazardTitles['no-contacts'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate',
  // Self-signed ones that renew themselves need no mail to go on.
  applies: ({ enabled, policy, contacts }) =>
    enabled && contacts !== null && policy.lifetimeAction !== null,
  check: ({ policy, contacts, expiresOn }) => {
    if (contacts !== 0) return null
    return {
      message: autoRenews(policy)
        ? 'If its renewal fails, nobody learns of it: the vault has no certificate contacts.'
        : 'Its policy only sends mail before it ends, and the vault has no certificate contacts.',
      nextStep: 'Add a contact to the vault.',
      due: autoRenews(policy) ? null : expiresOn,
    }
  },
}
