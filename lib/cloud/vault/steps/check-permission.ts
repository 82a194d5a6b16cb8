import { allowedByRoles } from '../../arm/authorization/evaluate.ts'
import type { AccessPolicyEntry, VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { TokenClaims } from '../../login/verify.ts'
import type { Db } from '../../store/store.ts'
import type { Right } from '../call.ts'
import { forbidden } from '../errors.ts'
import { callerLine, vaultLine, vaultText } from './caller-text.ts'

/** How a call was allowed, for the answer's headers and the audit record. */
export type Grant = { model: 'policy' } | { model: 'rbac'; assignmentId: string | null }

/** Lets the caller pass when the vault's permission model gives the right; else 403. */
export function checkPermission(
  db: Db,
  vault: VaultRecord,
  caller: TokenClaims,
  right: Right,
  objectName: string | undefined,
): Grant {
  return vault.enableRbacAuthorization === true
    ? checkRoles(db, vault, caller, right, objectName)
    : checkPolicies(vault, caller, right)
}

/** Uses of a key, whose refusal the service words in another way (recorded traffic). */
const keyUses: ReadonlySet<string> = new Set([
  'encrypt',
  'decrypt',
  'wrapKey',
  'unwrapKey',
  'sign',
  'verify',
])

/** https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
function checkPolicies(vault: VaultRecord, caller: TokenClaims, right: Right): Grant {
  const allowed = vault.accessPolicies.some(
    (entry) => concerns(entry, caller) && gives(entry.permissions[right.area] ?? [], right),
  )
  if (allowed) return { model: 'policy' }
  const who =
    `appid=${caller.appid};oid=${caller.oid};numgroups=${caller.groups?.length ?? 0};` +
    `iss=${caller.iss}`
  if (right.area === 'keys' && keyUses.has(right.permission)) {
    throw forbidden(
      `Operation is not allowed.\r\nOperation: "${right.permission}"\r\nCaller: ${who}\r\n${vaultLine(vault)}`,
      'ForbiddenByPolicy',
    )
  }
  throw forbidden(
    `The user, group or application '${who}' does not have ${right.area} ${right.permission} ` +
      `permission on key vault '${vaultText(vault)}'. For help resolving this issue, please see ` +
      'https://go.microsoft.com/fwlink/?linkid=2125287',
    'ForbiddenByPolicy',
  )
}

/** Whether an entry names the caller: the object or one of its groups, and the application if set. */
function concerns(entry: AccessPolicyEntry, caller: TokenClaims): boolean {
  if (!same(entry.tenantId, caller.tid)) return false
  // Compound identity: the user counts only when coming through this application.
  if (entry.applicationId !== undefined && !isEmptyGuid(entry.applicationId)) {
    if (caller.idtyp !== 'user' || !same(entry.applicationId, caller.appid)) return false
  }
  return principals(caller).some((id) => same(id, entry.objectId))
}

function gives(permissions: readonly string[], right: Right): boolean {
  const wanted = [right.permission, right.orPermission ?? right.permission, 'all']
  return permissions.some((one) => wanted.some((name) => same(one, name)))
}

function checkRoles(
  db: Db,
  vault: VaultRecord,
  caller: TokenClaims,
  right: Right,
  objectName: string | undefined,
): Grant {
  const action = `Microsoft.KeyVault/vaults/${right.action}`
  const scope = `${vault.id}${objectName === undefined ? '' : `/${right.area}/${objectName}`}`
  const answer = allowedByRoles(db, {
    principalIds: principals(caller),
    scope,
    action,
    kind: 'dataAction',
  })
  if (answer.allowed) return { model: 'rbac', assignmentId: answer.assignmentId }
  throw forbidden(
    'Caller is not authorized to perform action on resource.\r\n' +
      'If role assignments, deny assignments or role definitions were changed recently, please ' +
      `observe propagation time.\r\n${callerLine(caller)}\r\nAction: '${action}'\r\n` +
      `Resource: '${scope.toLowerCase()}'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\n` +
      `DecisionReason: 'DeniedWithNoValidRBAC' \r\n${vaultLine(vault)}\r\n`,
    'ForbiddenByRbac',
  )
}

function principals(caller: TokenClaims): string[] {
  return [caller.oid, ...(caller.groups ?? [])]
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function isEmptyGuid(id: string): boolean {
  return /^[0-]*$/.test(id)
}
