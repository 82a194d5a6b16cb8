import { namesOf } from '../about-holders.ts'
import type { PostureRule } from '../rule.ts'

/** How many may be able to let themselves in before it is told: two share a duty, and one is the deployment. */
const few = 3

export const manyContributors: PostureRule = {
  id: 'many-contributors',
  title: 'Many could let themselves in',
  kept: `At most ${few} could let themselves in`,
  severity: 'warn',
  citation: 'https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy',
  check: ({ permissionModel, selfGranters }) => {
    // On roles this takes the right to assign them, which is what it is for.
    if (permissionModel === 'rbac') return 'kept'
    if (selfGranters === null) return 'unread'
    if (selfGranters.length <= few) return 'kept'
    return {
      message: `${namesOf(selfGranters)} may write the vault, and so an access policy for themselves.`,
      nextStep: 'Let Azure roles decide: then only who may assign roles can do that.',
      who: [],
      fix: { at: 'migrate' },
    }
  },
}
