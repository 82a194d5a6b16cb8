import { setImmediate as turn } from 'node:timers/promises'
import { integer, text } from '../../store/row.ts'
import type { CloudStore } from '../../store/store.ts'
import type { AuditLine } from '../audit.ts'
import type { LogRoute } from '../diagnostics/routes.ts'

/** Which records to read: times in epoch milliseconds, both included. */
export interface RecordRange {
  from: number
  to: number
  newestFirst: boolean
}

/** How long a query may keep the event loop from other requests at a time, in ms. */
const slice = 15

/**
 * Hands the records of some routes to `push` by time, until it returns false or `signal` says stop.
 * Rows that are written meanwhile are not seen. Resolves to the number of records read.
 */
export async function readRecords(
  store: CloudStore,
  routes: readonly LogRoute[],
  range: RecordRange,
  push: (record: AuditLine) => boolean,
  signal: AbortSignal,
): Promise<number> {
  const cursors = routes.map((route) => new Cursor(store, route, range))
  const sign = range.newestFirst ? -1 : 1
  let pausedAt = performance.now()
  for (let count = 0; ; count++) {
    let first: Cursor | null = null
    for (const cursor of cursors) {
      const head = cursor.head
      if (!head || (first?.head && compare(head, first.head) * sign >= 0)) continue
      first = cursor
    }
    const line = first?.take()
    if (line === undefined || !push(line)) return count
    if (performance.now() - pausedAt < slice) continue
    await turn()
    signal.throwIfAborted()
    pausedAt = performance.now()
  }
}

interface Head {
  timeMs: number
  seq: number
  record: string
}

function compare(a: Head, b: Head): number {
  return a.timeMs - b.timeMs || a.seq - b.seq
}

const ascending = `SELECT seq, time_ms, record FROM audit_records
  WHERE resource_id = ? AND time_ms BETWEEN ? AND ? AND seq > ? AND seq <= ?
  AND NOT (time_ms = ? AND seq <= ?) ORDER BY time_ms, seq LIMIT ?`
const descending = `SELECT seq, time_ms, record FROM audit_records
  WHERE resource_id = ? AND time_ms BETWEEN ? AND ? AND seq > ? AND seq <= ?
  AND NOT (time_ms = ? AND seq >= ?) ORDER BY time_ms DESC, seq DESC LIMIT ?`

/** Rows are fetched in portions that grow: a query for the last ten reads little more than ten. */
const firstPortion = 32
const largestPortion = 2_048

/** The rows of one route, in order. */
class Cursor {
  readonly #store: CloudStore
  readonly #route: LogRoute
  readonly #newestFirst: boolean
  readonly #untilSeq: number
  #from: number
  #to: number
  #lastSeq = 0
  #lastTime = Number.NaN
  #portion: Head[] = []
  #at = 0
  #size = firstPortion
  #isDone = false

  constructor(store: CloudStore, route: LogRoute, range: RecordRange) {
    this.#store = store
    this.#route = route
    this.#newestFirst = range.newestFirst
    this.#from = Math.max(range.from, Number.MIN_SAFE_INTEGER)
    this.#to = Math.min(range.to, Number.MAX_SAFE_INTEGER)
    this.#untilSeq = route.untilSeq ?? Number.MAX_SAFE_INTEGER
  }

  get head(): Head | null {
    if (this.#at >= this.#portion.length && !this.#isDone) this.#fetch()
    return this.#portion[this.#at] ?? null
  }

  take(): AuditLine | undefined {
    const head = this.head
    if (!head) return undefined
    this.#at += 1
    return JSON.parse(head.record)
  }

  #fetch(): void {
    // A time that no row has, at first: SQL would take NaN for null.
    const lastTime = Number.isNaN(this.#lastTime) ? Number.MIN_SAFE_INTEGER : this.#lastTime
    const rows = this.#store
      .sql(this.#newestFirst ? descending : ascending)
      .all(
        this.#route.resourceKey.toUpperCase(),
        Math.ceil(this.#from),
        Math.floor(this.#to),
        this.#route.afterSeq,
        this.#untilSeq,
        lastTime,
        this.#lastSeq,
        this.#size,
      )
    this.#portion = rows.map((row) => ({
      timeMs: integer(row, 'time_ms'),
      seq: integer(row, 'seq'),
      record: text(row, 'record'),
    }))
    this.#at = 0
    this.#isDone = rows.length < this.#size
    this.#size = Math.min(this.#size * 4, largestPortion)
    const last = this.#portion.at(-1)
    if (!last) return
    this.#lastSeq = last.seq
    this.#lastTime = last.timeMs
    if (this.#newestFirst) this.#to = last.timeMs
    else this.#from = last.timeMs
  }
}
