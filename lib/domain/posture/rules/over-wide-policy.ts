import {
  type PermissionArea,
  type Permissions,
  permissionAreas,
  permissionCatalogue,
} from '../../permissions/catalogue.ts'
import { permissionSet } from '../../permissions/sets.ts'
import { aboutHolders } from '../about-holders.ts'
import type { PostureRule } from '../rule.ts'

export const overWidePolicy: PostureRule = {
  id: 'over-wide-policy',
  title: 'Over-wide access policy',
  kept: 'No entry permits everything on a kind of object',
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/general/best-practices',
  check: ({ permissionModel, holders }) =>
    // Roles have no boxes that are ticked for convenience; who has which stands on their own tab.
    permissionModel === 'rbac'
      ? 'kept'
      : aboutHolders(holders, ({ entries }) => entries.some(hasWholeArea), {
          message: (who) => `${who} may do everything with keys, secrets or certificates.`,
          nextStep:
            'Leave each the permissions that are used; most people need neither purge nor restore.',
          at: 'access',
        }),
}

function hasWholeArea(permissions: Permissions): boolean {
  const set = permissionSet(permissions)
  const whole = (area: PermissionArea) => set[area].length >= permissionCatalogue[area].length
  return permissionAreas.some(whole)
}
