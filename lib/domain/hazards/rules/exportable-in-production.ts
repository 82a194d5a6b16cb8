import type { HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const exportableInProduction: HazardRule = {
  id: 'exportable-in-production',
  ...hazardTitles['exportable-in-production'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates',
  applies: ({ environment }) => environment === 'production',
  check: ({ policy }) =>
    policy.exportable === true
      ? {
          message:
            'Whoever may read the secret of this production certificate holds its private key.',
          nextStep: 'Make the next version non-exportable, unless it is deployed as a file.',
          due: null,
        }
      : null,
}
