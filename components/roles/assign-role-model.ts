import type { PickedPrincipal } from '#components/principals/principal-picker.tsx'
import type { Checked } from '#components/ui/use-form.ts'
import type { PermissionArea } from '#lib/domain/permissions/catalogue.ts'
import {
  type ArmPrincipalType,
  assignmentScope,
  type NewAssignment,
  type PlaceAbove,
} from '#lib/domain/roles/assignment-code.ts'
import { type BuiltInRole, builtInRoles } from '#lib/domain/roles/built-in-roles.ts'
import { type CreateRoleInput, createRoleInput } from '#lib/features/roles/schema.ts'

/** The form as it is filled in. */
export interface AssignValues {
  readonly principalId: PickedPrincipal | null
  readonly over: 'vault' | 'object' | PlaceAbove
  readonly area: PermissionArea
  readonly object: string
  readonly roleId: string
}

export const emptyAssignment: AssignValues = {
  principalId: null,
  over: 'vault',
  area: 'secrets',
  object: '',
  roleId: '',
}

/** Roles that can be chosen; over one object those that only manage vaults would give nothing. */
export function rolesFor(over: AssignValues['over']): readonly BuiltInRole[] {
  return builtInRoles.filter(
    ({ keyVault, dataActions }) => keyVault && (over !== 'object' || dataActions.length > 0),
  )
}

function typeOf(kind: PickedPrincipal['kind']): ArmPrincipalType | null {
  if (kind === undefined) return null
  if (kind === 'user') return 'User'
  return kind === 'group' ? 'Group' : 'ServicePrincipal'
}

/** What is sent; the fields of the form bear the names of what the server answers about. */
function inputOf(vault: string, id: string, values: AssignValues) {
  const { principalId, over, area, object, roleId } = values
  return {
    vault,
    id,
    roleId,
    principalId: principalId?.id ?? '',
    principalType: typeOf(principalId?.kind),
    object: over === 'object' ? { area, name: object.trim() } : null,
    above: over === 'object' || over === 'vault' ? null : over,
  }
}

export function checkAssignment(vault: string, id: string) {
  return async (values: AssignValues): Promise<Checked<AssignValues, CreateRoleInput>> => {
    const checked = createRoleInput.safeParse(inputOf(vault, id, values))
    if (checked.success) return { ok: true, input: checked.data }
    const errors = checked.error.issues.map(({ path, message }) => [String(path[0]), message])
    return { ok: false, errors: Object.fromEntries(errors.reverse()) }
  }
}

/** For the code; null as long as nobody or no role is chosen. */
export function assignmentOf(
  vaultId: string,
  id: string,
  values: AssignValues,
): NewAssignment | null {
  const { object, above, principalId, principalType, roleId } = inputOf('', id, values)
  const role = builtInRoles.find((one) => one.id === roleId)
  if (role === undefined || principalId === '') return null
  return { id, vaultId, object, above, roleId, roleName: role.name, principalId, principalType }
}

/** What the role will count over besides the vault; null when it stays in it. */
export function scopeAbove(vaultId: string, { over }: AssignValues): string | null {
  if (over === 'vault' || over === 'object') return null
  return assignmentScope({ vaultId, object: null, above: over })
}

export function isAssignField(path: string): boolean {
  return path === 'principalId' || path === 'roleId' || path.startsWith('object')
}
