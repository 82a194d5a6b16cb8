import { areaLabels, type Permissions, permissionAreas } from '../permissions/catalogue.ts'
import { permissionDifference, permissionSet } from '../permissions/sets.ts'
import type { ManagementWrite } from '../show-as-code/management.ts'
import { bashWord, powershellString } from '../show-as-code/quote.ts'
import { cmdlet, command, type Flag } from '../show-as-code/shell-command.ts'
import { bicepString, bicepValue } from '../vault-templates/bicep.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { inSubscription } from '../vaults/life-code.ts'
import { readVaultPath } from '../vaults/place.ts'
import type { AccessPolicy } from './facts.ts'
import { type PolicyRequest, policyRequest } from './policy-change.ts'

/** An entry, without what it permits. */
export type PolicyEntry = Pick<AccessPolicy, 'tenantId' | 'objectId' | 'applicationId'>

/**
 * What makes an entry permit what is wanted; null when it does already.
 * @param vaultId ARM id of the vault
 * @param before what the entry permits; null when there is none
 */
export function updatePolicyCode(
  vaultId: string,
  entry: PolicyEntry,
  before: Permissions | null,
  after: Permissions,
): ManagementWrite | null {
  const request = policyRequest(before, after)
  if (request === null) return null
  // Both shells put a whole list in place of one kind's: the kinds that change are sent.
  const { added, removed } = permissionDifference(before ?? {}, after)
  const changed = new Set([...added, ...removed].map(({ area }) => area))
  const wanted = permissionSet(after)
  const lists = permissionAreas
    .filter((area) => changed.has(area))
    .map((area) => ({ area, list: wanted[area].map((one) => one.toLowerCase()) }))
  return {
    kind: 'management',
    request: requestOf(vaultId, request.kind, [{ ...entry, permissions: request.permissions }]),
    az: plain(
      command('az keyvault set-policy', [
        ...azEntry(vaultId, entry),
        ...lists.map(({ area, list }): Flag => {
          const flag = `--${area.replace(/s$/, '')}-permissions`
          return list.length === 0 ? [flag] : [flag, list.join(' ')]
        }),
      ]),
    ),
    powershell: plain(
      inPlace(vaultId),
      cmdlet('Set-AzKeyVaultAccessPolicy', [
        ...powershellEntry(vaultId, entry),
        ...lists.map(
          ({ area, list }) => `-PermissionsTo${areaLabels[area]} ${list.join(',') || '@()'}`,
        ),
        // Else the cmdlet asks the directory, which takes a right of its own.
        '-BypassObjectIdValidation',
      ]),
    ),
    bicep: bicepOf(vaultId, request.kind, [{ ...entry, permissions: request.permissions }]),
  }
}

/** What removes a whole entry. */
export function deletePolicyCode(vaultId: string, policy: AccessPolicy): ManagementWrite {
  return {
    kind: 'management',
    request: requestOf(vaultId, 'remove', [policy]),
    az: plain(command('az keyvault delete-policy', azEntry(vaultId, policy))),
    powershell: plain(
      inPlace(vaultId),
      cmdlet('Remove-AzKeyVaultAccessPolicy', powershellEntry(vaultId, policy)),
    ),
    bicep: bicepOf(vaultId, 'remove', [policy]),
  }
}

/** https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy */
function requestOf(
  vaultId: string,
  kind: PolicyRequest['kind'],
  policies: readonly AccessPolicy[],
): ManagementWrite['request'] {
  return {
    method: 'PUT',
    path: `${vaultId}/accessPolicies/${kind}`,
    apiVersion: vaultApiVersion,
    body: { properties: { accessPolicies: policies.map(entryBody) } },
  }
}

function entryBody({ tenantId, objectId, applicationId, permissions }: AccessPolicy) {
  const given = Object.entries(permissions).filter(([, list]) => (list?.length ?? 0) > 0)
  return {
    tenantId,
    objectId,
    ...(applicationId === null ? {} : { applicationId }),
    permissions: Object.fromEntries(given),
  }
}

/** https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/accesspolicies */
function bicepOf(vaultId: string, kind: PolicyRequest['kind'], policies: readonly AccessPolicy[]) {
  const properties = { accessPolicies: policies.map(entryBody) }
  return plain(
    `resource vault 'Microsoft.KeyVault/vaults@${vaultApiVersion}' existing = {`,
    `  name: ${bicepString(nameOf(vaultId))}`,
    '}',
    '',
    `resource policies 'Microsoft.KeyVault/vaults/accessPolicies@${vaultApiVersion}' = {`,
    '  parent: vault',
    `  name: '${kind}'`,
    `  properties: ${bicepValue(properties, '  ')}`,
    '}',
  )
}

/** https://learn.microsoft.com/cli/azure/keyvault#az-keyvault-set-policy */
function azEntry(vaultId: string, { objectId, applicationId }: PolicyEntry) {
  return [
    ['--name', bashWord(nameOf(vaultId))],
    ['--object-id', bashWord(objectId)],
    ...(applicationId === null ? [] : [['--application-id', bashWord(applicationId)] as const]),
  ] as const
}

/** https://learn.microsoft.com/powershell/module/az.keyvault/set-azkeyvaultaccesspolicy */
function powershellEntry(vaultId: string, { objectId, applicationId }: PolicyEntry) {
  return [
    `-VaultName ${powershellString(nameOf(vaultId))}`,
    `-ObjectId ${powershellString(objectId)}`,
    ...(applicationId === null ? [] : [`-ApplicationId ${powershellString(applicationId)}`]),
  ]
}

function nameOf(vaultId: string): string {
  return readVaultPath(vaultId)?.vault ?? ''
}

function inPlace(vaultId: string): string {
  return inSubscription({ subscriptionId: vaultId.split('/')[2] ?? '' })
}

function plain(...lines: string[]) {
  return { code: lines.join('\n'), notes: [] }
}
