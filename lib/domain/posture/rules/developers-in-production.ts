import { aboutHolders } from '../about-holders.ts'
import type { PostureRule } from '../rule.ts'

/** Operations of whoever manages secrets: they read them by their office. */
const manages = 'SetSecret'

export const developersInProduction: PostureRule = {
  id: 'developers-in-production',
  title: 'Developers read production secrets',
  kept: 'Nobody from development reads production secrets',
  severity: 'warn',
  citation:
    'https://learn.microsoft.com/azure/key-vault/general/best-practices#use-separate-key-vaults',
  check: ({ environment, holders, elsewhere, permissionModel }) => {
    if (environment !== 'production') return 'kept'
    if (elsewhere === null) return 'unread'
    return aboutHolders(
      holders,
      ({ id, kind, operations }) =>
        (kind === 'user' || kind === 'group') &&
        operations.has('GetSecret') &&
        !operations.has(manages) &&
        (elsewhere.get(id.toLowerCase()) ?? []).some((one) => one.environment === 'development'),
      {
        message: (who) =>
          `${who} may read the values of production secrets without managing them, with access in development too.`,
        nextStep:
          'Give developers get and list on a development vault. In production the application reads, and operations manage.',
        at: permissionModel === 'rbac' ? 'roles' : 'access',
      },
    )
  },
}
