import type { PickedPrincipal } from '#components/principals/principal-picker.tsx'
import type { Checked } from '#components/ui/use-form.ts'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import { sameEntry } from '#lib/domain/access/policy-change.ts'
import type { Permissions } from '#lib/domain/permissions/catalogue.ts'
import { type PermissionSet, permissionSet, samePermissions } from '#lib/domain/permissions/sets.ts'
import {
  type PolicyRow,
  type UpdateAccessPolicyInput,
  updateAccessPolicyInput,
} from '#lib/features/access-policies/schema.ts'

/** The editor as it is filled in; the fields bear the names of what the server answers about. */
export interface PolicyValues {
  readonly objectId: PickedPrincipal | null
  /** Whether the entry counts only for those who come through one application. */
  readonly compound: boolean
  readonly applicationId: PickedPrincipal | null
  /** Template that was chosen last; empty for none. */
  readonly template: string
  readonly after: PermissionSet
}

export function policyValues(row: PolicyRow | null): PolicyValues {
  return {
    objectId: row === null ? null : pickedOf(row),
    compound: row !== null && row.applicationId !== null,
    applicationId:
      row === null || row.applicationId === null
        ? null
        : {
            id: row.applicationId,
            appId: row.applicationId,
            kind: 'application',
            ...(row.application === null ? {} : { name: row.application }),
          },
    template: '',
    after: permissionSet(row?.permissions ?? {}),
  }
}

function pickedOf({ principal }: PolicyRow): PickedPrincipal {
  const { id, kind, name, address } = principal
  return {
    id,
    address,
    ...(kind === null ? {} : { kind }),
    ...(name === null ? {} : { name }),
  }
}

/** Which entry the editor is about; ids are empty as long as nobody is chosen. */
export function entryOf({ objectId, compound, applicationId }: PolicyValues) {
  return {
    objectId: objectId?.id ?? '',
    applicationId: compound ? (applicationId?.appId ?? applicationId?.id ?? '') : null,
  }
}

/** What the vault's entry of this principal and application permits; null when there is none. */
export function heldBy(
  rows: readonly PolicyRow[],
  entry: Pick<AccessPolicy, 'objectId' | 'applicationId'>,
): Permissions | null {
  return rows.find((row) => sameEntry(row, entry))?.permissions ?? null
}

/** Whether two looks at an entry saw the same. */
export function sameHeld(a: Permissions | null, b: Permissions | null): boolean {
  return (a === null) === (b === null) && samePermissions(a ?? {}, b ?? {})
}

export function checkPolicy(vault: string, seenOf: () => Permissions | null) {
  return async (values: PolicyValues): Promise<Checked<PolicyValues, UpdateAccessPolicyInput>> => {
    const { after } = values
    const checked = updateAccessPolicyInput.safeParse({
      vault,
      ...entryOf(values),
      before: sendable(seenOf()),
      after,
    })
    if (checked.success) return { ok: true, input: checked.data }
    const errors = checked.error.issues.map(({ path, message }) => [String(path[0]), message])
    return { ok: false, errors: Object.fromEntries(errors.reverse()) }
  }
}

/** As an action takes it: lists of its own. */
export function sendable(permissions: Permissions | null) {
  if (permissions === null) return null
  const { keys = [], secrets = [], certificates = [], storage = [] } = permissions
  return {
    keys: [...keys],
    secrets: [...secrets],
    certificates: [...certificates],
    storage: [...storage],
  }
}
