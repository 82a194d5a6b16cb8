import { aboutHolders } from '../about-holders.ts'
import type { PostureRule } from '../rule.ts'

const purges = ['PurgeDeletedKey', 'PurgeDeletedSecret', 'PurgeDeletedCertificate']

export const purgeRights: PostureRule = {
  id: 'purge-rights',
  title: 'People may purge',
  kept: 'No person or group may purge',
  severity: 'warn',
  citation:
    'https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#key-vault-recovery',
  check: ({ permissionModel, holders }) =>
    aboutHolders(
      holders,
      ({ kind, operations }) =>
        (kind === 'user' || kind === 'group') && purges.some((one) => operations.has(one)),
      {
        message: (who) => `${who} may destroy deleted objects before their time.`,
        nextStep: 'Give the right for the hour in which it is needed, and take it back.',
        at: permissionModel === 'rbac' ? 'roles' : 'access',
      },
    ),
}
