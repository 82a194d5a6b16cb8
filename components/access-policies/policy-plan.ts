import { changeWords } from '#lib/domain/access/policy-change.ts'
import { updatePolicyCode } from '#lib/domain/access/policy-code.ts'
import { withChanges } from '#lib/domain/access/reapply-policy.ts'
import { permissionAreas } from '#lib/domain/permissions/catalogue.ts'
import {
  type PermissionSet,
  permissionDifference,
  permissionSet,
} from '#lib/domain/permissions/sets.ts'
import type { ManagementWrite } from '#lib/domain/show-as-code/management.ts'
import type {
  AccessPolicies,
  PolicyRow,
  UpdateAccessPolicyInput,
} from '#lib/features/access-policies/schema.ts'
import { policyKey, policyName } from './policy-list.tsx'
import { heldBy, sendable } from './policy-model.ts'

/** One entry of one vault as it is to become. */
export interface PlannedChange {
  readonly key: string
  /** Whose entry, and in which vault. */
  readonly title: string
  /** The difference, one line each. */
  readonly words: readonly string[]
  readonly input: UpdateAccessPolicyInput
  readonly code: ManagementWrite | null
}

/** Gives or takes the same permissions in several entries; those that it changes nothing of are left out. */
export function planEdit(
  vault: string,
  policies: AccessPolicies,
  rows: readonly PolicyRow[],
  kind: 'give' | 'take',
  chosen: PermissionSet,
): PlannedChange[] {
  const changes = permissionDifference({}, chosen).added
  return rows.flatMap((row) => {
    const after =
      kind === 'give'
        ? withChanges(row.permissions, changes, [])
        : withChanges(row.permissions, [], changes)
    return planned(vault, policies, row, after)
  })
}

/** Gives the same principals what their entries permit here in another vault, beside what they have there. */
export function planCopy(
  target: string,
  policies: AccessPolicies,
  rows: readonly PolicyRow[],
): PlannedChange[] {
  return rows.flatMap((row) => {
    const held = heldBy(policies.rows, row) ?? {}
    const missing = permissionDifference(held, row.permissions).added
    return planned(target, policies, row, withChanges(held, missing, []))
  })
}

function planned(
  vault: string,
  policies: AccessPolicies,
  row: PolicyRow,
  after: PermissionSet,
): PlannedChange[] {
  const before = heldBy(policies.rows, row)
  const words = changeWords(before ?? {}, after)
  if (words.length === 0) return []
  const { objectId, applicationId } = row
  const sent = permissionSet(after)
  const entry = { tenantId: policies.tenantId, objectId, applicationId }
  return [
    {
      key: `${vault}/${policyKey(row)}`,
      title: `${policyName(row)} in ${vault}`,
      words,
      input: {
        vault,
        objectId,
        applicationId,
        before: sendable(before),
        after: sendable(sent) ?? {},
      },
      code: updatePolicyCode(policies.id, entry, before, sent),
    },
  ]
}

/** Whether nothing at all would be left: then the entry is to be removed, not changed. */
export function isEmptied({ input }: PlannedChange): boolean {
  return permissionAreas.every((area) => (input.after[area]?.length ?? 0) === 0)
}
