import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CloudStore, openStore } from '../../store/store.ts'
import { recordAudit } from '../audit.ts'
import type { LogRoute } from '../diagnostics/routes.ts'
import { readRecords } from './records.ts'

let folder: string
let store: CloudStore

/** Rows of three vaults in turn; ten in a row have the same time, and the clock goes back once. */
const rows = 6_000
const start = Date.parse('2026-05-01T08:00:00Z')
const timeOf = (seq: number) => start + Math.floor(seq / 10) * 1_000 - (seq > 4_000 ? 500_500 : 0)
const vaultOf = (seq: number) => `/vaults/kv-${seq % 3}`
const everything = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-records-'))
  store = openStore(folder)
  await store.write((db) => {
    for (let seq = 1; seq <= rows; seq++) {
      recordAudit(db, {
        time: new Date(timeOf(seq)),
        category: 'AuditEvent',
        operationName: String(seq),
        correlationId: 'c',
        callerIpAddress: '',
        identity: { claim: {} },
        resourceId: vaultOf(seq),
        durationMs: 0,
        httpStatusCode: 200,
        properties: {},
      })
    }
  })
})

afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function route(vault: number, stretch: Partial<LogRoute> = {}): LogRoute {
  return {
    workspaceKey: '/w',
    resourceKey: `/vaults/kv-${vault}`,
    afterSeq: 0,
    untilSeq: null,
    ...stretch,
  }
}

/** The rows that should come, in the order in which they should. */
function expected(keep: (seq: number) => boolean, newestFirst: boolean): number[] {
  const sign = newestFirst ? -1 : 1
  return Array.from({ length: rows }, (_, at) => at + 1)
    .filter(keep)
    .sort((a, b) => sign * (timeOf(a) - timeOf(b) || a - b))
}

async function read(
  routes: LogRoute[],
  range: { from: number; to: number; newestFirst: boolean },
  most = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const seen: number[] = []
  const signal = new AbortController().signal
  await readRecords(
    store,
    routes,
    range,
    (line) => seen.push(Number(line.operationName)) < most,
    signal,
  )
  return seen
}

describe.each([false, true])('newest first: %s', (newestFirst) => {
  it('merges the routes by time, each row once', async () => {
    const seen = await read([route(0), route(1), route(2)], { ...everything, newestFirst })
    expect(seen).toEqual(expected(() => true, newestFirst))
  })

  it('keeps to the range, both ends included', async () => {
    const range = { from: timeOf(900), to: timeOf(2_500) }
    const seen = await read([route(1)], { ...range, newestFirst })
    const isWithin = (seq: number) =>
      seq % 3 === 1 && timeOf(seq) >= range.from && timeOf(seq) <= range.to
    expect(seen).toEqual(expected(isWithin, newestFirst))
    expect(seen.length).toBeGreaterThan(500)
  })

  it('keeps to the stretch that the workspace has got', async () => {
    const seen = await read(
      [route(2, { afterSeq: 100, untilSeq: 200 }), route(2, { afterSeq: 5_000 })],
      { ...everything, newestFirst },
    )
    const isRouted = (seq: number) => seq % 3 === 2 && ((seq > 100 && seq <= 200) || seq > 5_000)
    expect(seen).toEqual(expected(isRouted, newestFirst))
  })

  it('stops when told', async () => {
    const seen = await read([route(0), route(1)], { ...everything, newestFirst }, 7)
    expect(seen).toEqual(expected((seq) => seq % 3 !== 2, newestFirst).slice(0, 7))
  })
})

it('ends with the client', async () => {
  const signal = AbortSignal.abort(new Error('gone'))
  // Slow on purpose: a slice is over after each record.
  const slow = () => {
    const until = performance.now() + 20
    while (performance.now() < until);
    return true
  }
  const reading = readRecords(
    store,
    [route(0)],
    { ...everything, newestFirst: false },
    slow,
    signal,
  )
  await expect(reading).rejects.toThrow('gone')
})

it('has nothing without a route', async () => {
  expect(await read([], { ...everything, newestFirst: false })).toEqual([])
})
