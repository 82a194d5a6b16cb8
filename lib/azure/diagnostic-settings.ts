import 'server-only'
import * as z from 'zod'
import type { UserClients } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { translated } from './errors.ts'
import { listManagement } from './list-management.ts'

/** Which logs of a resource a setting sends somewhere. */
export interface DiagnosticSetting {
  readonly name: string
  /** What of it is switched on: `AuditEvent`, or a group: `audit`, `allLogs`. */
  readonly logs: readonly string[]
}

/** Where logs go, as one user may see it. Throws `FailureError`. */
export interface DiagnosticSettingReads {
  list(vault: string, resourceId: string): Promise<DiagnosticSetting[]>
}

const log = z.object({
  category: z.string().nullish(),
  categoryGroup: z.string().nullish(),
  enabled: z.boolean(),
})
const setting = z.object({
  name: z.string(),
  properties: z.object({ logs: z.array(log).nullish() }),
})

export function diagnosticSettingReads(
  clients: UserClients,
  { managementHost }: AzureCloud,
): DiagnosticSettingReads {
  return {
    // https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/list
    list: (vault, resourceId) =>
      translated(
        {
          plane: 'management',
          right: 'Microsoft.Insights/diagnosticSettings/read',
          vault,
          object: `the diagnostic settings of ${vault}`,
        },
        async () => {
          const path = resourceId.split('/').map(encodeURIComponent).join('/')
          const url = `https://${managementHost}${path}/providers/Microsoft.Insights/diagnosticSettings?api-version=2021-05-01-preview`
          const all = await listManagement(clients, url, setting, 'the diagnostic settings')
          return all.map(({ name, properties }) => ({
            name,
            logs: (properties.logs ?? [])
              .filter(({ enabled }) => enabled)
              .flatMap(({ category, categoryGroup }) => category ?? categoryGroup ?? []),
          }))
        },
      ),
  }
}
