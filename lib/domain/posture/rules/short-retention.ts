import type { PostureRule } from '../rule.ts'

/** The service's default and its longest: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
const longest = 90

export const shortRetention: PostureRule = {
  id: 'short-retention',
  title: 'Short retention',
  kept: 'Deleted objects stay 90 days',
  severity: 'info',
  citation: 'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview',
  check: ({ softDeleteDays }) => {
    if (softDeleteDays === null) return 'unread'
    if (softDeleteDays >= longest) return 'kept'
    return {
      message: `What is deleted here is gone after ${softDeleteDays} days; Key Vault keeps it up to ${longest}.`,
      nextStep:
        'It was fixed when the vault was made: where it matters, move to a vault with 90 days.',
      who: [],
      fix: { at: 'new-vault' },
    }
  },
}
