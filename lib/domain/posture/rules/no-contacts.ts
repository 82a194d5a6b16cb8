import type { PostureRule } from '../rule.ts'

export const noContacts: PostureRule = {
  id: 'no-contacts',
  title: 'No contacts',
  kept: 'Somebody is mailed about its certificates',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate',
  check: ({ certificates, contacts }) => {
    if (certificates === null || (certificates > 0 && contacts === null)) return 'unread'
    if (certificates === 0 || contacts !== 0) return 'kept'
    return {
      message: `It holds ${certificates === 1 ? 'a certificate' : `${certificates} certificates`} and mails nobody when one expires or cannot be renewed.`,
      nextStep: 'Name a shared mailbox, which outlives the people behind it.',
      who: [],
      fix: { at: 'contacts' },
    }
  },
}
