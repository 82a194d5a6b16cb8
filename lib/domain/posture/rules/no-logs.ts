import type { PostureRule } from '../rule.ts'

export const noLogs: PostureRule = {
  id: 'no-logs',
  title: 'No logs',
  kept: 'What is done here is logged',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/general/howto-logging',
  check: ({ sendsLogs }) => {
    if (sendsLogs === null) return 'unread'
    if (sendsLogs) return 'kept'
    return {
      message:
        'Nobody can say later who read a secret here: no diagnostic setting sends the audit log anywhere.',
      nextStep:
        'Send its audit log to a Log Analytics workspace, where operations on secrets and keys can be asked for.',
      who: [],
      fix: { at: 'logs' },
    }
  },
}
