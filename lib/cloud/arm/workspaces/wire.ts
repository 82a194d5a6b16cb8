import type { Workspace } from '../../logs/workspaces/table.ts'
import type { ApiVersions } from '../call.ts'
import { invalidResourceType } from '../errors.ts'

export const workspaceType = 'Microsoft.OperationalInsights/workspaces'

/** @see https://learn.microsoft.com/azure/templates/microsoft.operationalinsights/workspaces */
export const workspaceVersions: ApiVersions = {
  known: [
    '2025-07-01',
    '2025-02-01',
    '2023-09-01',
    '2022-10-01',
    '2021-12-01-preview',
    '2021-06-01',
    '2020-10-01',
    '2020-08-01',
    '2020-03-01-preview',
    '2015-11-01-preview',
  ],
  refuse: (version) => invalidResourceType('workspaces', 'Microsoft.OperationalInsights', version),
}

export const workspacesPath =
  '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.operationalinsights/workspaces'
export const workspacePath = `${workspacesPath}/:workspace`

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/get */
export function workspaceBody(workspace: Workspace): object {
  const { id, name, location, tags, createdAt, modifiedAt } = workspace
  return {
    id,
    name,
    type: workspaceType,
    location,
    tags,
    etag: `"${modifiedAt.getTime().toString(16)}"`,
    properties: {
      customerId: workspace.customerId,
      provisioningState: 'Succeeded',
      sku: { name: workspace.sku, lastSkuUpdate: createdAt.toISOString() },
      retentionInDays: workspace.retentionInDays,
      features: {
        legacy: 0,
        searchVersion: 1,
        enableLogAccessUsingOnlyResourcePermissions: true,
      },
      workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: 'RespectQuota' },
      publicNetworkAccessForIngestion: workspace.publicNetworkAccessForIngestion,
      publicNetworkAccessForQuery: workspace.publicNetworkAccessForQuery,
      createdDate: createdAt.toISOString(),
      modifiedDate: modifiedAt.toISOString(),
    },
  }
}
