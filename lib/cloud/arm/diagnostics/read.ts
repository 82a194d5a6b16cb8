import { findSetting, listSettings } from '../../logs/diagnostics/table.ts'
import type { Operation } from '../call.ts'
import { ArmError } from '../errors.ts'
import { vaultPath } from '../vaults/path.ts'
import { logCategories } from './kinds.ts'
import {
  settingBody,
  settingPath,
  settingsPath,
  settingType,
  settingVersions,
  vaultOfSettings,
} from './wire.ts'

const categoryType = 'Microsoft.Insights/diagnosticSettingsCategories'

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/get */
const get: Operation = {
  method: 'GET',
  path: settingPath,
  name: `${settingType}/read`,
  category: 'Administrative',
  versions: settingVersions,
  handle(call, param) {
    const vault = vaultOfSettings(call, param, 'read')
    const setting = findSetting(call.ctx.store, vault.id, param('setting'))
    if (setting) return { status: 200, body: settingBody(setting) }
    throw new ArmError(
      404,
      'ResourceNotFound',
      `The diagnostic setting '${param('setting')}' of the resource '${vault.id}' was not found.`,
    )
  },
}

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/list */
const list: Operation = {
  method: 'GET',
  path: settingsPath,
  name: `${settingType}/read`,
  category: 'Administrative',
  versions: settingVersions,
  handle(call, param) {
    const vault = vaultOfSettings(call, param, 'read')
    return {
      status: 200,
      body: { value: listSettings(call.ctx.store, vault.id).map(settingBody) },
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings-category/list */
const listCategories: Operation = {
  method: 'GET',
  path: `${vaultPath}/providers/microsoft.insights/diagnosticsettingscategories`,
  name: `${categoryType}/read`,
  category: 'Administrative',
  versions: settingVersions,
  handle(call, param) {
    const vault = vaultOfSettings(call, param, 'read', categoryType)
    const kinds = [
      ...logCategories.map(({ category, groups }) => ({
        name: category,
        properties: { categoryType: 'Logs', categoryGroups: groups },
      })),
      { name: 'AllMetrics', properties: { categoryType: 'Metrics' } },
    ]
    const value = kinds.map(({ name, properties }) => ({
      id: `${vault.id}/providers/microsoft.insights/diagnosticSettingsCategories/${name}`,
      type: categoryType,
      name,
      properties,
    }))
    return { status: 200, body: { value } }
  },
}

export const diagnosticReads: readonly Operation[] = [get, list, listCategories]
