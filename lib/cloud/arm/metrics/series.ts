import type { AuditLine } from '../../logs/audit.ts'
import type { Aggregation, MetricSpecification, MetricsRequest } from './request.ts'

/** What the calls of one interval come to. */
interface Point {
  count: number
  total: number
  minimum: number
  maximum: number
}

/** Counts the calls of a vault by interval, and by the dimensions that are asked for. */
export class MetricSeries {
  readonly #metric: MetricSpecification
  readonly #request: MetricsRequest
  readonly #series = new Map<
    string,
    { labels: Record<string, string>; points: Map<number, Point> }
  >()

  constructor(metric: MetricSpecification, request: MetricsRequest) {
    this.#metric = metric
    this.#request = request
    if (request.filters.length === 0) this.#pointsOf({})
  }

  add(line: AuditLine): void {
    const labels: Record<string, string> = {}
    for (const { dimension, values } of this.#request.filters) {
      const value = dimensionOf(line, dimension)
      if (values && !values.includes(value.toLowerCase())) return
      labels[dimension] = value
    }
    const { from, interval } = this.#request
    const at = Math.floor((Date.parse(line.time) - from) / interval)
    const points = this.#pointsOf(labels)
    const value = amountOf(this.#metric.name, line)
    const point = points.get(at)
    if (!point) {
      points.set(at, { count: 1, total: value, minimum: value, maximum: value })
      return
    }
    point.count += 1
    point.total += value
    point.minimum = Math.min(point.minimum, value)
    point.maximum = Math.max(point.maximum, value)
  }

  /** The series as the wire shows them, the busiest first. */
  finish(): object[] {
    return [...this.#series.values()]
      .map((one) => ({
        ...one,
        calls: [...one.points.values()].reduce((sum, { count }) => sum + count, 0),
      }))
      .sort((a, b) => b.calls - a.calls)
      .slice(0, this.#request.top)
      .map(({ labels, points }) => ({
        metadatavalues: Object.entries(labels).map(([name, value]) => ({
          name: { value: name.toLowerCase(), localizedValue: name.toLowerCase() },
          value,
        })),
        data: this.#data(points),
      }))
  }

  #pointsOf(labels: Record<string, string>): Map<number, Point> {
    const key = JSON.stringify(labels)
    let one = this.#series.get(key)
    if (!one) {
      one = { labels, points: new Map() }
      this.#series.set(key, one)
    }
    return one.points
  }

  /** One entry for each interval; those without a call say 0 where the metric counts. */
  #data(points: ReadonlyMap<number, Point>): object[] {
    const { from, to, interval } = this.#request
    const wanted = this.#request.aggregations ?? usual(this.#metric)
    const data: object[] = []
    for (let at = 0; from + at * interval < to; at++) {
      const point = points.get(at)
      data.push({
        timeStamp: new Date(from + at * interval).toISOString().replace('.000Z', 'Z'),
        ...Object.fromEntries(
          wanted.flatMap((name) => {
            const value = point ? read(point, name) : emptyOf(this.#metric, name)
            return value === null ? [] : [[name.toLowerCase(), value]]
          }),
        ),
      })
    }
    return data
  }
}

function usual(metric: MetricSpecification): readonly Aggregation[] {
  return metric.aggregationType === 'Count' ? ['Count'] : ['Average']
}

function read(point: Point, name: Aggregation): number {
  switch (name) {
    case 'Count':
      return point.count
    case 'Total':
      return point.total
    case 'Average':
      return point.total / point.count
    case 'Minimum':
      return point.minimum
    case 'Maximum':
      return point.maximum
  }
}

function emptyOf(metric: MetricSpecification, name: Aggregation): number | null {
  return metric.fillGapWithZero || name === 'Count' || name === 'Total' ? 0 : null
}

/** What one call adds to a metric. A vault here has no capacity to run out of. */
function amountOf(metric: string, line: AuditLine): number {
  switch (metric) {
    case 'ServiceApiLatency':
      return Number(line.durationMs)
    case 'Availability':
      return statusOf(line) >= 500 ? 0 : 100
    case 'SaturationShoebox':
      return 0
    default:
      return 1
  }
}

function dimensionOf(line: AuditLine, dimension: string): string {
  const [type = 'vault'] =
    /^(?:key|secret|certificate)/.exec(line.operationName.toLowerCase()) ?? []
  switch (dimension) {
    case 'ActivityType':
      return type
    case 'ActivityName':
      return line.operationName.toLowerCase()
    case 'StatusCode':
      return String(statusOf(line))
    case 'StatusCodeClass':
      return `${Math.floor(statusOf(line) / 100)}xx`
    default:
      return `${type}transactions`
  }
}

function statusOf(line: AuditLine): number {
  return Number(line.properties.httpStatusCode)
}
