import { sameId } from '../access/facts.ts'
import type { PermissionArea } from '../permissions/catalogue.ts'
import type { ManagementWrite } from '../show-as-code/management.ts'
import { bashWord, powershellString } from '../show-as-code/quote.ts'
import { cmdlet, command } from '../show-as-code/shell-command.ts'
import { bicepString } from '../vault-templates/bicep.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { inSubscription } from '../vaults/life-code.ts'
import { readVaultPath } from '../vaults/place.ts'
import { roleGuid } from './built-in-roles.ts'

/** https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export const assignmentApiVersion = '2022-04-01'

/** What Resource Manager calls kinds of principals. */
export type ArmPrincipalType = 'User' | 'Group' | 'ServicePrincipal'

export interface NewAssignment {
  /** GUID, which names the assignment. Sent again it makes no second one. */
  readonly id: string
  /** ARM id of the vault. */
  readonly vaultId: string
  /** One object, over which alone the role counts; null for the vault with everything in it. */
  readonly object: { readonly area: PermissionArea; readonly name: string } | null
  /** GUID of the role. */
  readonly roleId: string
  readonly roleName: string
  readonly principalId: string
  /** Null where the directory does not tell it: then Azure looks it up. */
  readonly principalType: ArmPrincipalType | null
}

/** What a role is assigned over. https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
export function assignmentScope({ vaultId, object }: Pick<NewAssignment, 'vaultId' | 'object'>) {
  return object === null ? vaultId : `${vaultId}/${object.area}/${object.name}`
}

/** ARM id of the role in the vault's subscription. */
export function roleDefinitionPath(vaultId: string, roleId: string): string {
  const subscription = vaultId.split('/')[2] ?? ''
  return `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${roleGuid(roleId)}`
}

/** The scope and name in an assignment's ARM id; null when it is none. */
export function readAssignmentPath(id: string): { scope: string; name: string } | null {
  const parts =
    /^(\/.*?)\/providers\/Microsoft\.Authorization\/roleAssignments\/([0-9a-f-]{36})$/i.exec(id)
  const [, scope, name] = parts ?? []
  return scope && name ? { scope, name } : null
}

export function createAssignmentCode(assignment: NewAssignment): ManagementWrite {
  const { id, vaultId, roleId, roleName, principalId, principalType } = assignment
  const scope = assignmentScope(assignment)
  const type = principalType === null ? {} : { principalType }
  return {
    kind: 'management',
    request: {
      method: 'PUT',
      path: `${scope}/providers/Microsoft.Authorization/roleAssignments/${id}`,
      apiVersion: assignmentApiVersion,
      body: {
        properties: { roleDefinitionId: roleDefinitionPath(vaultId, roleId), principalId, ...type },
      },
    },
    az: plain(
      command('az role assignment create', [
        ['--name', id],
        ['--role', bashWord(roleName)],
        ['--assignee-object-id', bashWord(principalId)],
        ...(principalType === null ? [] : [['--assignee-principal-type', principalType] as const]),
        ['--scope', bashWord(scope)],
      ]),
    ),
    powershell: plain(
      inPlace(vaultId),
      cmdlet('New-AzRoleAssignment', [
        `-ObjectId ${powershellString(principalId)}`,
        `-RoleDefinitionName ${powershellString(roleName)}`,
        `-Scope ${powershellString(scope)}`,
      ]),
    ),
    ...bicepOf(assignment),
  }
}

/** Resource Manager has no type for certificates, so a template cannot name one. */
function bicepOf({ id, vaultId, object, roleId, principalId, principalType }: NewAssignment) {
  if (object?.area === 'certificates') return {}
  const vault = readVaultPath(vaultId)?.vault ?? ''
  const over = object === null ? 'vault' : 'object'
  const lines = [
    `resource vault 'Microsoft.KeyVault/vaults@${vaultApiVersion}' existing = {`,
    `  name: ${bicepString(vault)}`,
    '}',
    '',
    ...(object === null
      ? []
      : [
          `resource object 'Microsoft.KeyVault/vaults/${object.area}@${vaultApiVersion}' existing = {`,
          '  parent: vault',
          `  name: ${bicepString(object.name)}`,
          '}',
          '',
        ]),
    `resource assignment 'Microsoft.Authorization/roleAssignments@${assignmentApiVersion}' = {`,
    `  name: ${bicepString(id)}`,
    `  scope: ${over}`,
    '  properties: {',
    `    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${bicepString(roleGuid(roleId))})`,
    `    principalId: ${bicepString(principalId)}`,
    ...(principalType === null ? [] : [`    principalType: '${principalType}'`]),
    '  }',
    '}',
  ]
  return { bicep: plain(...lines) }
}

export function deleteAssignmentCode(vaultId: string, assignmentId: string): ManagementWrite {
  return {
    kind: 'management',
    request: { method: 'DELETE', path: assignmentId, apiVersion: assignmentApiVersion },
    az: plain(command('az role assignment delete', [['--ids', bashWord(assignmentId)]])),
    powershell: plain(
      inPlace(vaultId),
      cmdlet('Invoke-AzRestMethod', [
        '-Method DELETE',
        `-Path ${powershellString(`${assignmentId}?api-version=${assignmentApiVersion}`)}`,
      ]),
    ),
  }
}

/** Whether an assignment is over the vault or something in it: those above reach other vaults, too. */
export function isOfVault(vaultId: string, scope: string): boolean {
  return sameId(scope, vaultId) || scope.toLowerCase().startsWith(`${vaultId.toLowerCase()}/`)
}

function inPlace(vaultId: string): string {
  return inSubscription({ subscriptionId: vaultId.split('/')[2] ?? '' })
}

function plain(...lines: string[]) {
  return { code: lines.join('\n'), notes: [] }
}
