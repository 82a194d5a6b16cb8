import { aboutHolders } from '../about-holders.ts'
import type { PostureRule } from '../rule.ts'

export const sharedApplication: PostureRule = {
  id: 'shared-application',
  title: 'Shared between environments',
  kept: 'Its applications stay in one environment',
  severity: 'warn',
  citation:
    'https://learn.microsoft.com/azure/key-vault/general/best-practices#use-separate-key-vaults',
  check: ({ environment, holders, elsewhere, permissionModel }) => {
    if (environment === null) return 'kept'
    if (elsewhere === null) return 'unread'
    return aboutHolders(
      holders,
      ({ id, kind }) =>
        (kind === 'application' || kind === 'managed-identity') && elsewhere.has(id.toLowerCase()),
      {
        message: (who) =>
          `${who}: with access to a vault of another environment too. A break-in at one reaches the other.`,
        nextStep: 'Give each environment an identity of its own.',
        at: permissionModel === 'rbac' ? 'roles' : 'access',
      },
    )
  },
}
