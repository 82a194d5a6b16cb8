import { parseDuration } from '../../logs/query/timespan.ts'
import type { ProvenCall } from '../call.ts'
import { ArmError } from '../errors.ts'
import { metricSpecifications } from '../providers/specification.ts'

export type MetricSpecification = (typeof metricSpecifications)[number]

/** Ways to sum up the values of an interval, as the query names them. */
export const aggregations = ['Average', 'Count', 'Minimum', 'Maximum', 'Total'] as const
export type Aggregation = (typeof aggregations)[number]

/** A condition on a dimension; without a value it splits the series by it. */
export interface DimensionFilter {
  dimension: string
  values: readonly string[] | null
}

export interface MetricsRequest {
  metrics: readonly MetricSpecification[]
  /** Epoch milliseconds; the end is not included. */
  from: number
  to: number
  /** Milliseconds, and as the answer names it. */
  interval: number
  grain: string
  /** Null: what is usual for the metric. */
  aggregations: readonly Aggregation[] | null
  filters: readonly DimensionFilter[]
  top: number
}

const hour = 3_600_000
/** More points than a chart has; bounds the answer. */
const mostPoints = 20_000

/** @throws ArmError 400 */
export function readMetricsRequest(call: ProvenCall): MetricsRequest {
  const query = new Map(
    [...call.url.searchParams].map(([name, value]) => [name.toLowerCase(), value] as const),
  )
  const metrics = readNames(query.get('metricnames'))
  const { from, to } = readSpan(query.get('timespan'), call.ctx.clock.now().getTime())
  const given = query.get('interval') ?? 'PT1M'
  const isFull = given.toUpperCase() === 'FULL'
  const interval = isFull ? Math.max(to - from, 1) : grainOf(given, metrics)
  if ((to - from) / interval > mostPoints) {
    throw badRequest(`The interval '${given}' is too short for the time span.`)
  }
  return {
    metrics,
    // Intervals are those of the clock.
    from: isFull ? from : Math.floor(from / interval) * interval,
    to,
    interval,
    grain: isFull ? 'FULL' : given.toUpperCase(),
    aggregations: readAggregations(query.get('aggregation')),
    filters: readFilter(query.get('$filter'), metrics),
    top: readTop(query.get('top')),
  }
}

/** Absent means the first one. */
function readNames(names: string | undefined): MetricSpecification[] {
  const [first] = metricSpecifications
  if (names === undefined || names === '') return first ? [first] : []
  return names.split(',').map((name) => {
    const found = metricSpecifications.find((one) => same(one.name, name.trim()))
    if (found) return found
    throw badRequest(
      'Failed to find metric configuration for provider: Microsoft.KeyVault, resource Type: vaults, ' +
        `metric: ${name}, Valid metrics: ${metricSpecifications.map((one) => one.name).join(',')}`,
    )
  })
}

function readSpan(timespan: string | undefined, now: number): { from: number; to: number } {
  if (timespan === undefined || timespan === '') return { from: now - hour, to: now }
  // The az CLI encodes the span twice and leaves out the zone, which is UTC.
  const [start = '', end] = timespan.replaceAll('%3A', ':').replaceAll('%2F', '/').split('/')
  if (end === undefined) {
    const length = parseDuration(start)
    if (length !== null) return { from: now - length, to: now }
  } else {
    const [from, to] = [timeOf(start), timeOf(end)]
    if (from < to) return { from, to }
  }
  throw badRequest(`The time span '${timespan.slice(0, 100)}' is not valid.`)
}

function timeOf(text: string): number {
  const isBare = /^\d{4}-\d{2}-\d{2}T[\d:.]+$/.test(text)
  return Date.parse(isBare ? `${text}Z` : text)
}

function grainOf(interval: string, metrics: readonly MetricSpecification[]): number {
  const grains = metrics[0]?.supportedTimeGrainTypes ?? []
  const length = grains.includes(interval.toUpperCase())
    ? parseDuration(interval.toUpperCase())
    : null
  if (length !== null) return length
  throw badRequest(`Detected invalid time grain input: ${interval}. Valid: ${grains.join(',')}`)
}

function readAggregations(given: string | undefined): Aggregation[] | null {
  if (given === undefined || given === '') return null
  return given.split(',').map((name) => {
    const found = aggregations.find((one) => same(one, name.trim()))
    if (found) return found
    throw badRequest(`Invalid aggregation type '${name}'. Valid: ${aggregations.join(',')}`)
  })
}

/** `ActivityName eq '*' and StatusCode eq '200'`; several values of one dimension are joined by `or`. */
function readFilter(
  filter: string | undefined,
  metrics: readonly MetricSpecification[],
): DimensionFilter[] {
  if (filter === undefined || filter.trim() === '') return []
  return filter.split(/\s+and\s+/i).map((part) => {
    const terms = part
      .replace(/^\s*\(|\)\s*$/g, '')
      .split(/\s+or\s+/i)
      .map((term) => /^\s*(\w+)\s+eq\s+'([^']*)'\s*$/i.exec(term))
    const dimension = metrics[0]?.dimensions.find((one) => same(one.name, terms[0]?.[1] ?? ''))
    if (!dimension || !terms.every((term) => term && same(term[1] ?? '', dimension.name))) {
      throw badRequest(`The filter '${filter.slice(0, 200)}' is not valid.`)
    }
    const values = terms.map((term) => (term?.[2] ?? '').toLowerCase())
    return { dimension: dimension.name, values: values.includes('*') ? null : values }
  })
}

function readTop(top: string | undefined): number {
  if (top === undefined) return 10
  if (/^[1-9]\d{0,3}$/.test(top)) return Number(top)
  throw badRequest(`The value of top, '${top.slice(0, 20)}', is not valid.`)
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function badRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}
