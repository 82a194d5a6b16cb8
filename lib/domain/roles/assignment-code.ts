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

/** Where a role can be assigned above a vault without leaving its subscription. */
export const placesAbove = ['resource-group', 'subscription'] as const
export type PlaceAbove = (typeof placesAbove)[number]

export interface NewAssignment {
  /** GUID, which names the assignment. Sent again it makes no second one. */
  readonly id: string
  /** ARM id of the vault. */
  readonly vaultId: string
  /** One object, over which alone the role counts; null for the vault with everything in it. */
  readonly object: { readonly area: PermissionArea; readonly name: string } | null
  /** What holds the vault, for a role that counts for other vaults too; null for the vault or the object. */
  readonly above: PlaceAbove | null
  /** GUID of the role. */
  readonly roleId: string
  readonly roleName: string
  readonly principalId: string
  /** Null where the directory does not tell it: then Azure looks it up. */
  readonly principalType: ArmPrincipalType | null
}

/** What a role is assigned over. https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
export function assignmentScope({
  vaultId,
  object,
  above,
}: Pick<NewAssignment, 'vaultId' | 'object' | 'above'>): string {
  if (above !== null) {
    return vaultId.split('/', above === 'subscription' ? 3 : 5).join('/')
  }
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
function bicepOf(assignment: NewAssignment) {
  const { id, object, above, roleId, principalId, principalType } = assignment
  if (object?.area === 'certificates') return {}
  const over = object === null ? 'vault' : 'object'
  const lines = [
    ...bicepPlace(assignment),
    `resource assignment 'Microsoft.Authorization/roleAssignments@${assignmentApiVersion}' = {`,
    `  name: ${bicepString(id)}`,
    // Without it the resource counts over what the template is deployed to.
    ...(above === null ? [`  scope: ${over}`] : []),
    '  properties: {',
    `    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', ${bicepString(roleGuid(roleId))})`,
    `    principalId: ${bicepString(principalId)}`,
    ...(principalType === null ? [] : [`    principalType: '${principalType}'`]),
    '  }',
    '}',
  ]
  return { bicep: plain(...lines) }
}

/** What stands before the assignment, so that it can name what it is over. */
function bicepPlace({ vaultId, object, above }: NewAssignment): string[] {
  if (above === 'subscription') return ["targetScope = 'subscription'", '']
  if (above === 'resource-group') return []
  const vault = [
    `resource vault 'Microsoft.KeyVault/vaults@${vaultApiVersion}' existing = {`,
    `  name: ${bicepString(readVaultPath(vaultId)?.vault ?? '')}`,
    '}',
    '',
  ]
  if (object === null) return vault
  return [
    ...vault,
    `resource object 'Microsoft.KeyVault/vaults/${object.area}@${vaultApiVersion}' existing = {`,
    '  parent: vault',
    `  name: ${bicepString(object.name)}`,
    '}',
    '',
  ]
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

/**
 * Whether an assignment over the scope can be taken away from the vault's page: over the vault, over something
 * in it, or over its resource group or subscription. Higher ones reach vaults that nobody sees from here.
 */
export function isRemovableFrom(vaultId: string, scope: string): boolean {
  if (isOfVault(vaultId, scope)) return true
  return placesAbove.some((above) =>
    sameId(scope, assignmentScope({ vaultId, object: null, above })),
  )
}

function inPlace(vaultId: string): string {
  return inSubscription({ subscriptionId: vaultId.split('/')[2] ?? '' })
}

function plain(...lines: string[]) {
  return { code: lines.join('\n'), notes: [] }
}
