import { autoRenews, type HazardRule } from '../facts.ts'
import { hazardTitles } from '../titles.ts'

export const reusedKey: HazardRule = {
  id: 'reused-key',
  ...hazardTitles['reused-key'],
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/about-certificates',
  applies: ({ policy }) => autoRenews(policy),
  check: ({ policy }) =>
    policy.reuseKey === true
      ? {
          message:
            'Each renewal keeps the same key, so a key that once leaked stays valid, and some CAs refuse it.',
          nextStep: 'Let each version have a new key.',
          due: null,
        }
      : null,
}
