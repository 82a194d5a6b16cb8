import 'server-only'
import * as z from 'zod'
import {
  type LogSetting,
  logSettingBody,
  logSettingPath,
  settingApiVersion,
} from '#lib/domain/posture/log-setting.ts'
import type { UserClients } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { type CallContext, translated } from './errors.ts'
import { listManagement } from './list-management.ts'
import { sendManagement } from './send-management.ts'

/** Which logs of a resource a setting sends somewhere. */
export interface DiagnosticSetting {
  readonly name: string
  /** What of it is switched on: `AuditEvent`, or a group: `audit`, `allLogs`. */
  readonly logs: readonly string[]
}

export interface Workspace {
  /** ARM id. */
  readonly id: string
  readonly name: string
  readonly resourceGroup: string
  readonly subscriptionId: string
  /** `westeurope` */
  readonly location: string
}

/** Where a vault's logs go, as one user. Every method throws `FailureError`. */
export interface DiagnosticSettingGateway {
  list(vault: string, resourceId: string): Promise<DiagnosticSetting[]>
  /** Replaces a setting of the same name. */
  create(vault: string, resourceId: string, setting: LogSetting): Promise<void>
  /** Log Analytics workspaces of a subscription. */
  listWorkspaces(subscriptionId: string): Promise<Workspace[]>
}

const log = z.object({
  category: z.string().nullish(),
  categoryGroup: z.string().nullish(),
  enabled: z.boolean(),
})
const workspace = z.object({ id: z.string(), name: z.string(), location: z.string() })
const setting = z.object({
  name: z.string(),
  properties: z.object({ logs: z.array(log).nullish() }),
})

export function diagnosticSettingGateway(
  clients: UserClients,
  { managementHost }: AzureCloud,
): DiagnosticSettingGateway {
  const context = (vault: string, act: 'read' | 'write'): CallContext => ({
    plane: 'management',
    right: `Microsoft.Insights/diagnosticSettings/${act}`,
    vault,
    object: `the diagnostic settings of ${vault}`,
  })
  return {
    // https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/list
    list: (vault, resourceId) =>
      translated(context(vault, 'read'), async () => {
        const path = resourceId.split('/').map(encodeURIComponent).join('/')
        const url = `https://${managementHost}${path}/providers/Microsoft.Insights/diagnosticSettings?api-version=${settingApiVersion}`
        const all = await listManagement(clients, url, setting, 'the diagnostic settings')
        return all.map(({ name, properties }) => ({
          name,
          logs: (properties.logs ?? [])
            .filter(({ enabled }) => enabled)
            .flatMap(({ category, categoryGroup }) => category ?? categoryGroup ?? []),
        }))
      }),
    create: (vault, resourceId, made) =>
      translated(context(vault, 'write'), async () => {
        const path = logSettingPath(resourceId, made.name)
        const url = `https://${managementHost}${path}?api-version=${settingApiVersion}`
        await sendManagement(clients, url, 'The setting was not made.', logSettingBody(made))
      }),
    // https://learn.microsoft.com/rest/api/loganalytics/workspaces/list
    listWorkspaces: (subscriptionId) =>
      translated(
        {
          plane: 'management',
          right: 'Microsoft.OperationalInsights/workspaces/read',
          vault: null,
          object: 'the Log Analytics workspaces',
        },
        async () => {
          const url = `https://${managementHost}/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.OperationalInsights/workspaces?api-version=2023-09-01`
          const all = await listManagement(clients, url, workspace, 'the workspaces')
          return all.map((one) => ({
            ...one,
            subscriptionId,
            resourceGroup: one.id.split('/')[4] ?? '',
          }))
        },
      ),
  }
}
