import type { HazardRule } from '../facts.ts'

export const noLifetimeAction: HazardRule = {
  id: 'no-lifetime-action',
  title: 'Nothing happens before expiry',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates',
  applies: ({ enabled }) => enabled,
  check: ({ policy, expiresOn }) =>
    policy.lifetimeAction === null
      ? {
          message: 'The policy neither renews this certificate nor mails anybody before it ends.',
          nextStep: 'Add a lifetime action to its policy.',
          due: expiresOn,
        }
      : null,
}
