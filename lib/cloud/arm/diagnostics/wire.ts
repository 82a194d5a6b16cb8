import type { DiagnosticSetting } from '../../logs/diagnostics/table.ts'
import type { ApiVersions, PathParams, ProvenCall } from '../call.ts'
import { invalidResourceType } from '../errors.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { requireVault, vaultPath } from '../vaults/path.ts'
import { vaultId } from '../vaults/table.ts'
import type { VaultRecord } from '../vaults/vault-record.ts'

export const settingType = 'Microsoft.Insights/diagnosticSettings'
export const settingsPath = `${vaultPath}/providers/microsoft.insights/diagnosticsettings`
export const settingPath = `${settingsPath}/:setting`

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/diagnosticsettings */
export const settingVersions: ApiVersions = {
  known: ['2021-05-01-preview', '2017-05-01-preview', '2016-09-01'],
  refuse: (version) => invalidResourceType('diagnosticSettings', 'Microsoft.Insights', version),
}

/**
 * The vault whose settings the path names, once the caller has the right on them.
 * @throws ArmError without the right, or the vault
 */
export function vaultOfSettings(
  call: ProvenCall,
  param: PathParams,
  action: string,
  type = settingType,
): VaultRecord {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const place = { subscriptionId, resourceGroup: param('group'), name: param('vault') }
  const scope = vaultId(subscriptionId, place.resourceGroup, place.name)
  authorize(call, `${type}/${action}`, `${scope}/providers/${type}/${param('setting')}`)
  return requireVault(call, place)
}

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/get */
export function settingBody(setting: DiagnosticSetting): object {
  const { name, resourceId, ...properties } = setting
  return {
    id: `${resourceId.toLowerCase()}/providers/microsoft.insights/diagnosticSettings/${name}`,
    type: settingType,
    name,
    location: null,
    kind: null,
    tags: null,
    properties,
    identity: null,
  }
}
