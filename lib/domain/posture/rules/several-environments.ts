import type { PostureRule } from '../rule.ts'

export const severalEnvironments: PostureRule = {
  id: 'several-environments',
  title: 'Several environments',
  kept: 'One environment, by its tags',
  severity: 'warn',
  citation:
    'https://learn.microsoft.com/azure/key-vault/general/best-practices#use-separate-key-vaults',
  check: ({ environments }) => {
    if (environments === null) return 'unread'
    if (environments.length === 0) return 'kept'
    return {
      message: `Its tags name ${environments.map(({ name }) => name).join(' and ')}: who is let at one may be let at the other.`,
      nextStep: 'Give each environment a vault of its own.',
      who: [],
      fix: { at: 'new-vault' },
    }
  },
}
