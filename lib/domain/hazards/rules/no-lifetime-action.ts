import type { HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const noLifetimeAction: HazardRule = {
  id: 'no-lifetime-action',
  ...hazardTitles['no-lifetime-action'],
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
