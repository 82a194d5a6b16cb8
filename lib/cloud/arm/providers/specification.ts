/**
 * The logs and metrics that a vault can send somewhere.
 * @see https://learn.microsoft.com/azure/key-vault/general/monitor-key-vault-reference
 */
export const logSpecifications = [
  log('AuditEvent', 'Audit Logs'),
  log('AzurePolicyEvaluationDetails', 'Azure Policy Evaluation Details'),
]

const activity = [
  dimension('ActivityType', 'Activity Type'),
  dimension('ActivityName', 'Activity Name'),
] as const
const status = [
  dimension('StatusCode', 'Status Code'),
  dimension('StatusCodeClass', 'Status Code Class'),
] as const
const transaction = dimension('TransactionType', 'Transaction Type')

export const metricSpecifications = [
  metric('ServiceApiHit', 'Total Service Api Hits', 'Count', 'Count', activity),
  metric('ServiceApiLatency', 'Overall Service Api Latency', 'MilliSeconds', 'Average', [
    ...activity,
    ...status,
  ]),
  metric('ServiceApiResult', 'Total Service Api Results', 'Count', 'Count', [
    ...activity,
    ...status,
  ]),
  metric('SaturationShoebox', 'Overall Vault Saturation', 'Percent', 'Average', [
    ...activity,
    transaction,
  ]),
  metric('Availability', 'Overall Vault Availability', 'Percent', 'Average', [
    ...activity,
    ...status,
  ]),
]

function log(name: string, displayName: string): object {
  return { name, displayName, blobDuration: 'PT1H' }
}

function dimension(name: string, displayName: string) {
  return { name, displayName, toBeExportedForShoebox: true }
}

function metric(
  name: string,
  displayName: string,
  unit: string,
  aggregationType: string,
  dimensions: readonly ReturnType<typeof dimension>[],
) {
  return {
    name,
    displayName,
    displayDescription: displayName,
    unit,
    aggregationType,
    supportedAggregationTypes: [aggregationType],
    supportedTimeGrainTypes: ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'],
    fillGapWithZero: aggregationType === 'Count',
    internalMetricName: name,
    dimensions,
  }
}
