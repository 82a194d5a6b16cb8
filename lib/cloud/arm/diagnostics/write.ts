import {
  type DiagnosticSetting,
  deleteSetting,
  findSetting,
  listSettings,
  putSetting,
  sendsAuditEvents,
} from '../../logs/diagnostics/table.ts'
import { findWorkspace } from '../../logs/workspaces/table.ts'
import type { JsonObject } from '../../vault/json.ts'
import { scopeKey } from '../authorization/assignments.ts'
import { optionalObject, optionalText } from '../body.ts'
import type { ProvenCall, WriteOperation } from '../call.ts'
import { ArmError, linkedAuthorizationFailed } from '../errors.ts'
import { allows } from '../steps/authorize.ts'
import { badRequest, readLogs, readMetrics } from './kinds.ts'
import { settingBody, settingPath, settingType, settingVersions, vaultOfSettings } from './wire.ts'

/** @see https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings */
const mostSettings = 5

const route = {
  path: settingPath,
  category: 'Administrative',
  versions: settingVersions,
} as const

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/create-or-update */
const put: WriteOperation = {
  ...route,
  method: 'PUT',
  name: `${settingType}/write`,
  prepare(call, param) {
    const vault = vaultOfSettings(call, param, 'write')
    const name = param('setting')
    requireName(name)
    const body = call.body()
    const setting = readSetting(optionalObject(body, 'properties') ?? {}, name, vault.id)
    requireWorkspace(call, setting)
    return (db) => {
      const others = listSettings(db, vault.id).filter((one) => !same(one.name, name))
      if (!findSetting(db, vault.id, name) && others.length >= mostSettings) {
        throw badRequest(
          `The limit of ${mostSettings} diagnostic settings was reached. To create a new one, ` +
            'delete an existing diagnostic setting.',
        )
      }
      for (const other of others) requireOtherSinks(setting, other)
      putSetting(db, setting)
      return { status: 200, body: settingBody(setting) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/delete */
const remove: WriteOperation = {
  ...route,
  method: 'DELETE',
  name: `${settingType}/delete`,
  prepare(call, param) {
    const vault = vaultOfSettings(call, param, 'delete')
    return (db) => ({ status: deleteSetting(db, vault.id, param('setting')) ? 200 : 204 })
  },
}

export const diagnosticWrites: readonly WriteOperation[] = [put, remove]

function requireName(name: string): void {
  if (name.length <= 260 && !/[<>*%&:?+/\\]/.test(name)) return
  throw badRequest('The name of a diagnostic setting has a character that is not allowed.')
}

function readSetting(properties: JsonObject, name: string, resourceId: string): DiagnosticSetting {
  const text = (member: string) => optionalText(properties, member) ?? null
  const type = text('logAnalyticsDestinationType')
  if (type !== null && !/^(dedicated|azurediagnostics)$/i.test(type)) {
    throw badRequest(`The logAnalyticsDestinationType '${type}' is not supported.`)
  }
  const setting: DiagnosticSetting = {
    name,
    resourceId,
    storageAccountId: text('storageAccountId'),
    serviceBusRuleId: text('serviceBusRuleId'),
    workspaceId: text('workspaceId'),
    eventHubAuthorizationRuleId: text('eventHubAuthorizationRuleId'),
    eventHubName: text('eventHubName'),
    marketplacePartnerId: text('marketplacePartnerId'),
    metrics: readMetrics(properties),
    logs: readLogs(properties),
    logAnalyticsDestinationType: type,
  }
  if (sinksOf(setting).length === 0) {
    throw badRequest('At least one data sink needs to be specified.')
  }
  return setting
}

/** Storage accounts and event hubs are ids that nothing here is behind; a workspace must be there. */
function requireWorkspace(call: ProvenCall, setting: DiagnosticSetting): void {
  const id = setting.workspaceId
  if (id === null) return
  const share = 'Microsoft.OperationalInsights/workspaces/sharedKeys/action'
  if (!allows(call, share, id)) {
    const scope = `${setting.resourceId}/providers/${settingType}/${setting.name}`
    throw linkedAuthorizationFailed(call.caller, `${settingType}/write`, scope, share, id)
  }
  if (!findWorkspace(call.ctx.store, id)) {
    throw badRequest(`Workspace '${id}' was not found.`)
  }
}

function sinksOf(setting: DiagnosticSetting): string[] {
  return [
    setting.workspaceId,
    setting.storageAccountId,
    setting.eventHubAuthorizationRuleId,
    setting.serviceBusRuleId,
    setting.marketplacePartnerId,
  ].filter((id) => id !== null)
}

/** One kind of log goes to one place once. */
function requireOtherSinks(setting: DiagnosticSetting, other: DiagnosticSetting): void {
  if (!sendsAuditEvents(setting) || !sendsAuditEvents(other)) return
  const taken = sinksOf(other).map(scopeKey)
  const shared = sinksOf(setting).find((sink) => taken.includes(scopeKey(sink)))
  if (shared === undefined) return
  throw new ArmError(
    409,
    'Conflict',
    `Data sink '${shared}' is already used in diagnostic setting '${other.name}' for category ` +
      "'AuditEvent'. Data sinks can't be reused in different settings on the same category for " +
      'the same resource.',
  )
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
