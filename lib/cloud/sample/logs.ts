import { vaultId } from '../arm/vaults/table.ts'
import { putSetting } from '../logs/diagnostics/table.ts'
import { putWorkspace, workspaceId } from '../logs/workspaces/table.ts'
import { stableGuid } from '../stable-guid.ts'
import type { Db } from '../store/store.ts'
import type { Cast } from './cast.ts'

/**
 * One workspace that the vaults of production send their logs to, and one of development; inside a
 * write. The lab sends its logs nowhere: what an auditor has to find out.
 */
export function sendSampleLogs(db: Db, cast: Cast, now: Date): void {
  const { production, development } = cast
  const id = workspaceId(production, 'rg-platform-prod', 'log-contoso')
  putWorkspace(db, {
    id,
    name: 'log-contoso',
    subscriptionId: production,
    resourceGroup: 'rg-platform-prod',
    customerId: stableGuid(cast.tenantId, 'workspace log-contoso'),
    location: 'westeurope',
    tags: { env: 'prod', team: 'platform' },
    sku: 'PerGB2018',
    retentionInDays: 90,
    publicNetworkAccessForIngestion: 'Enabled',
    publicNetworkAccessForQuery: 'Enabled',
    createdAt: now,
    modifiedAt: now,
  })
  const sources = [
    [vaultId(production, 'rg-platform-prod', 'contoso-prod'), 'Dedicated'],
    [vaultId(production, 'rg-platform-prod', 'contoso-shared'), 'Dedicated'],
    // An older setting, of before the table of its own existed.
    [vaultId(production, 'rg-petdash-prod', 'petdash-prod'), null],
    [vaultId(development, 'rg-platform-dev', 'contoso-dev'), 'Dedicated'],
  ] as const
  const kept = { enabled: false, days: 0 }
  for (const [resourceId, logAnalyticsDestinationType] of sources) {
    putSetting(db, {
      name: 'to-log-contoso',
      resourceId,
      workspaceId: id,
      storageAccountId: null,
      eventHubAuthorizationRuleId: null,
      eventHubName: null,
      marketplacePartnerId: null,
      serviceBusRuleId: null,
      logAnalyticsDestinationType,
      logs: [
        { category: null, categoryGroup: 'audit', enabled: true, retentionPolicy: kept },
        { category: null, categoryGroup: 'allLogs', enabled: false, retentionPolicy: kept },
      ],
      metrics: [{ category: 'AllMetrics', timeGrain: null, enabled: false, retentionPolicy: kept }],
    })
  }
}
