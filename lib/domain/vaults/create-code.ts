import { azTag, tagFlag } from '../show-as-code/az.ts'
import type { ManagementWrite } from '../show-as-code/management.ts'
import { hashtable } from '../show-as-code/powershell.ts'
import { bashWord, powershellString } from '../show-as-code/quote.ts'
import { cmdlet, command, type Flag } from '../show-as-code/shell-command.ts'
import { vaultBicep } from '../vault-templates/templates.ts'
import { type VaultResource, vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { type VaultDraft, vaultResource } from './draft.ts'
import { inSubscription } from './life-code.ts'
import { vaultPath } from './place.ts'

/** A new vault for each tool. */
export function createVaultCode(draft: VaultDraft): ManagementWrite {
  const body = vaultResource(draft)
  return {
    kind: 'management',
    request: {
      method: 'PUT',
      path: vaultPath({ ...draft, vault: draft.name }),
      apiVersion: vaultApiVersion,
      body,
    },
    // What the CLI cannot write as a tag is sent as it is.
    az: Object.entries(draft.tags).every(azTag) ? { code: azCreate(draft), notes: [] } : null,
    powershell: { code: powershellCreate(draft), notes: [] },
    bicep: { code: vaultBicep(templateOf(draft)), notes: [] },
  }
}

/** https://learn.microsoft.com/cli/azure/keyvault#az-keyvault-create */
function azCreate(draft: VaultDraft): string {
  const flags: Flag[] = [
    ['--name', bashWord(draft.name)],
    ['--resource-group', bashWord(draft.resourceGroup)],
    ['--subscription', bashWord(draft.subscriptionId)],
    ['--location', bashWord(draft.location)],
    ['--sku', draft.sku],
    ['--retention-days', String(draft.retentionDays)],
    ...(draft.purgeProtection ? [['--enable-purge-protection', 'true'] satisfies Flag] : []),
    ['--enable-rbac-authorization', String(draft.permissionModel === 'rbac')],
    // Without it the CLI gives the one who runs it nearly every permission.
    ...(draft.permissionModel === 'rbac' ? [] : [['--no-self-perms', 'true'] satisfies Flag]),
    ['--public-network-access', draft.network === 'private' ? 'Disabled' : 'Enabled'],
    ['--default-action', draft.network === 'all' ? 'Allow' : 'Deny'],
    ['--bypass', draft.trustedServices ? 'AzureServices' : 'None'],
    ...(Object.keys(draft.tags).length === 0 ? [] : [tagFlag(draft.tags)]),
  ]
  return command('az keyvault create', flags)
}

/** https://learn.microsoft.com/powershell/module/az.keyvault/new-azkeyvault */
function powershellCreate(draft: VaultDraft): string {
  const network = cmdlet('$network = New-AzKeyVaultNetworkRuleSetObject', [
    `-DefaultAction ${draft.network === 'all' ? 'Allow' : 'Deny'}`,
    `-Bypass ${draft.trustedServices ? 'AzureServices' : 'None'}`,
  ])
  const create = cmdlet('New-AzKeyVault', [
    `-Name ${powershellString(draft.name)}`,
    `-ResourceGroupName ${powershellString(draft.resourceGroup)}`,
    `-Location ${powershellString(draft.location)}`,
    `-Sku ${draft.sku === 'premium' ? 'Premium' : 'Standard'}`,
    `-SoftDeleteRetentionInDays ${draft.retentionDays}`,
    ...(draft.purgeProtection ? ['-EnablePurgeProtection'] : []),
    ...(draft.permissionModel === 'rbac' ? [] : ['-DisableRbacAuthorization']),
    `-PublicNetworkAccess ${draft.network === 'private' ? 'Disabled' : 'Enabled'}`,
    '-NetworkRuleSet $network',
    ...(Object.keys(draft.tags).length === 0 ? [] : [`-Tag ${hashtable(draft.tags)}`]),
  ])
  return [inSubscription(draft), network, create].join('\n')
}

function templateOf(draft: VaultDraft): VaultResource {
  const { location, tags, properties } = vaultResource(draft)
  return {
    name: draft.name,
    location,
    tags,
    tenantId: draft.tenantId,
    sku: draft.sku,
    accessPolicies: properties.accessPolicies,
    enableRbacAuthorization: properties.enableRbacAuthorization,
    enabledForDeployment: undefined,
    enabledForDiskEncryption: undefined,
    enabledForTemplateDeployment: undefined,
    enableSoftDelete: undefined,
    softDeleteRetentionInDays: properties.softDeleteRetentionInDays,
    enablePurgeProtection: draft.purgeProtection,
    publicNetworkAccess: properties.publicNetworkAccess,
    networkAcls: properties.networkAcls,
  }
}
