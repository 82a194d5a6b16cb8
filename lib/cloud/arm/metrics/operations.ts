import type { AuditLine } from '../../logs/audit.ts'
import { readRecords } from '../../logs/query/records.ts'
import type { ApiVersions, Operation, PathParams, ProvenCall } from '../call.ts'
import { invalidResourceType } from '../errors.ts'
import { metricSpecifications } from '../providers/specification.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { requireVault, vaultPath } from '../vaults/path.ts'
import { vaultId } from '../vaults/table.ts'
import type { VaultRecord } from '../vaults/vault-record.ts'
import { vaultType } from '../vaults/wire.ts'
import { aggregations, type MetricSpecification, readMetricsRequest } from './request.ts'
import { MetricSeries } from './series.ts'

/** @see https://learn.microsoft.com/rest/api/monitor/metrics/list */
const versions: ApiVersions = {
  known: ['2024-02-01', '2023-10-01', '2021-05-01', '2019-07-01', '2018-01-01'],
  refuse: (version) => invalidResourceType('metrics', 'Microsoft.Insights', version),
}

/** Counted from the audit records of the vault: what a diagnostic setting sends elsewhere is no matter. */
const listMetrics: Operation = {
  method: 'GET',
  path: `${vaultPath}/providers/microsoft.insights/metrics`,
  name: 'Microsoft.Insights/metrics/read',
  category: 'Administrative',
  versions,
  async handle(call, param) {
    const vault = vaultFor(call, param, 'Microsoft.Insights/metrics/read')
    const request = readMetricsRequest(call)
    const { from, to, grain } = request
    const counted = request.metrics.map((metric) => ({
      metric,
      series: new MetricSeries(metric, request),
    }))
    const add = (line: AuditLine): boolean => {
      if (isCall(line)) for (const { series } of counted) series.add(line)
      return true
    }
    const route = { workspaceKey: '', resourceKey: vault.id, afterSeq: 0, untilSeq: null }
    const range = { from, to: to - 1, newestFirst: false }
    await readRecords(call.ctx.store, [route], range, add, call.request.signal)
    return {
      status: 200,
      body: {
        cost: 0,
        timespan: `${secondsText(from)}/${secondsText(to)}`,
        interval: grain,
        value: counted.map(({ metric, series }) => ({
          id: `${vault.id}/providers/Microsoft.Insights/metrics/${metric.name}`,
          type: 'Microsoft.Insights/metrics',
          name: nameOf(metric),
          displayDescription: metric.displayDescription,
          unit: metric.unit,
          timeseries: series.finish(),
          errorCode: 'Success',
        })),
        namespace: vaultType,
        resourceregion: vault.location,
      },
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/monitor/metric-definitions/list */
const listDefinitions: Operation = {
  method: 'GET',
  path: `${vaultPath}/providers/microsoft.insights/metricdefinitions`,
  name: 'Microsoft.Insights/metricDefinitions/read',
  category: 'Administrative',
  versions,
  handle(call, param) {
    const vault = vaultFor(call, param, 'Microsoft.Insights/metricDefinitions/read')
    const value = metricSpecifications.map((metric) => ({
      id: `${vault.id}/providers/microsoft.insights/metricdefinitions/${metric.name}`,
      resourceId: vault.id,
      namespace: vaultType,
      name: nameOf(metric),
      displayDescription: metric.displayDescription,
      isDimensionRequired: false,
      unit: metric.unit,
      primaryAggregationType: metric.aggregationType,
      supportedAggregationTypes: aggregations,
      metricAvailabilities: metric.supportedTimeGrainTypes.map((timeGrain) => ({
        timeGrain,
        retention: 'P93D',
      })),
      dimensions: metric.dimensions.map(({ name, displayName }) => ({
        value: name,
        localizedValue: displayName,
      })),
    }))
    return { status: 200, body: { value } }
  },
}

export const metricOperations: readonly Operation[] = [listMetrics, listDefinitions]

function vaultFor(call: ProvenCall, param: PathParams, action: string): VaultRecord {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const place = { subscriptionId, resourceGroup: param('group'), name: param('vault') }
  authorize(call, action, vaultId(subscriptionId, place.resourceGroup, place.name))
  return requireVault(call, place)
}

/** A call of the vault: what it tells of itself, or what is done to it from outside, is none. */
function isCall({ category, operationName }: AuditLine): boolean {
  return category === 'AuditEvent' && !/^Vault|EventGridNotification$/.test(operationName)
}

function nameOf({ name, displayName }: MetricSpecification): object {
  return { value: name, localizedValue: displayName }
}

function secondsText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
}
