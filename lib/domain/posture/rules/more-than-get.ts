import { aboutHolders } from '../about-holders.ts'
import type { PostureRule } from '../rule.ts'

export const moreThanGet: PostureRule = {
  id: 'more-than-get',
  title: 'Applications with more than get',
  kept: 'Applications that read secrets can do no more',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/general/best-practices',
  check: ({ permissionModel, holders }) =>
    aboutHolders(
      holders,
      ({ kind, operations }) =>
        (kind === 'application' || kind === 'managed-identity') &&
        operations.has('GetSecret') &&
        // Azure's own role for reading secrets lists them, too: on roles there is no less.
        (operations.has('SetSecret') ||
          (permissionModel === 'access-policies' && operations.has('GetSecrets'))),
      {
        message: (who) =>
          `${who} read secrets, and may list or write them as well: a break-in there shows all there is.`,
        nextStep: 'An application that knows the names of its secrets needs get and nothing else.',
        at: permissionModel === 'rbac' ? 'roles' : 'access',
      },
    ),
}
