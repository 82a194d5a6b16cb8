'use client'

import type { QueryClient } from '@tanstack/react-query'
import type { DetailReading } from '#components/certificates/certificate-facts.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { CertificateSummary } from '#lib/features/certificates/schema.ts'
import { readFleet, unpackCertificate } from '#lib/features/fleet/client.ts'
import type { FleetEvent } from '#lib/features/fleet/schema.ts'
import { type FleetRow, makeRow, rowId, withDetail } from './fleet-rows.ts'

/** What the page shows; a new object when something has changed, the same parts where nothing has. */
export interface FleetSnapshot {
  readonly rows: readonly FleetRow[]
  /** The list is being read for the first time: rows are missing. */
  readonly reading: boolean
  readonly vaultsRead: number
  /** As many as are known so far. */
  readonly vaultsTotal: number
  /** Why vaults are missing, or not up to date. */
  readonly failures: readonly Failure[]
  /** Rows whose details were read. */
  readonly detailed: number
}

/** The shortest time between two drawings, in ms: most of it is the browser's own. */
const publishMs = 150

/**
 * The certificates of all vaults in this page, as they come in. A list of ten thousand that grows is no
 * query: drawn anew with each line it would never be done. What comes is gathered and drawn a few times a
 * second, and a list that is read again replaces its vaults one by one.
 */
export class FleetStore {
  #byVault = new Map<string, readonly FleetRow[]>()
  #byId = new Map<string, FleetRow>()
  #failures: readonly Failure[] = []
  /** All vaults were read once, as far as they could be. */
  #complete = false
  #running = false
  #read = 0
  #total = 0
  #snapshot: FleetSnapshot = empty
  #now = Date.now()
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #publishedAt = Number.NEGATIVE_INFINITY
  #changed = new Set<string>()

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): FleetSnapshot => this.#snapshot

  row(id: string): FleetRow | undefined {
    return this.#byId.get(id)
  }

  /** Reads all vaults, or these again. Rejects with `FailureError` when the list as a whole failed. */
  async read(vaults: readonly string[] | null, signal: AbortSignal): Promise<void> {
    const first = !this.#complete
    const arrived = new Map<string, FleetRow[]>()
    const failed: Failure[] = []
    this.#running = true
    this.#read = 0
    this.#total = 0
    this.#now = Date.now()
    const each = (event: FleetEvent) => {
      if (event.kind === 'vaults') this.#total += event.count
      if (event.kind === 'rows') {
        const rows = arrived.get(event.vault) ?? []
        for (const packed of event.rows) {
          const summary = unpackCertificate(event.vault, packed)
          const row = makeRow(summary, this.#byId.get(rowId(summary)), this.#now)
          rows.push(row)
          if (first) this.#byId.set(row.id, row)
        }
        arrived.set(event.vault, rows)
        // Nothing is taken away by showing a part of a vault that is not shown yet.
        if (first) this.#byVault.set(event.vault, rows)
      }
      if (event.kind === 'read') {
        this.#read += 1
        this.#put(event.vault, arrived.get(event.vault) ?? [])
        // It has its place among those that were read also when it is empty.
        arrived.set(event.vault, [])
      }
      if (event.kind === 'failure') {
        failed.push(event.failure)
        if (first) this.#failures = failed.slice()
      }
      this.#publishSoon()
    }
    try {
      await readFleet(vaults, each, signal)
      const unread = new Set(failed.map(({ vault }) => vault))
      if (vaults === null) {
        for (const vault of this.#byVault.keys()) {
          // What a subscription that failed holds is not known to be gone.
          if (!arrived.has(vault) && !unread.has(vault) && !unread.has(undefined)) {
            this.#put(vault, [])
          }
        }
        this.#failures = failed
        this.#complete = true
      } else {
        const asked = new Set<string | undefined>(vaults)
        this.#failures = [...this.#failures.filter(({ vault }) => !asked.has(vault)), ...failed]
      }
    } finally {
      this.#running = false
      this.#publish()
    }
  }

  /** What was read about rows; of those that are gone, or of another version meanwhile, nothing is kept. */
  putDetails(details: Iterable<readonly [id: string, detail: DetailReading]>): void {
    for (const [id, detail] of details) {
      const row = this.#byId.get(id)
      if (row === undefined) continue
      this.#byId.set(id, withDetail(row, detail, this.#now))
      this.#changed.add(row.vault)
    }
    this.#publishSoon()
  }

  /** What was read about these is not so any more. */
  dropDetails(ids: Iterable<string>): void {
    for (const id of ids) {
      const row = this.#byId.get(id)
      if (row === undefined) continue
      this.#byId.set(id, withDetail(row, null, this.#now))
      this.#changed.add(row.vault)
    }
    this.#publishSoon()
  }

  /** The new state of a row after a write. */
  putRow(summary: CertificateSummary): void {
    const id = rowId(summary)
    this.#byId.set(id, makeRow(summary, this.#byId.get(id), this.#now))
    this.#changed.add(summary.vault)
    this.#publishSoon()
  }

  removeRows(ids: Iterable<string>): void {
    for (const id of ids) {
      const row = this.#byId.get(id)
      if (row !== undefined) this.#changed.add(row.vault)
      this.#byId.delete(id)
    }
    this.#publish()
  }

  /** States change with time alone: what was healthy expires. */
  setNow(now: number): void {
    this.#now = now
    for (const [id, row] of this.#byId) {
      const next = withDetail(row, row.detail, now)
      if (next === row) continue
      this.#byId.set(id, next)
      this.#changed.add(row.vault)
    }
    if (this.#changed.size > 0) this.#publish()
  }

  #put(vault: string, rows: readonly FleetRow[]): void {
    for (const { id } of this.#byVault.get(vault) ?? []) this.#byId.delete(id)
    for (const row of rows) this.#byId.set(row.id, row)
    if (rows.length === 0) this.#byVault.delete(vault)
    else this.#byVault.set(vault, rows)
  }

  #publishSoon(): void {
    if (this.#timer !== null) return
    const wait = Math.max(0, this.#publishedAt + publishMs - performance.now())
    this.#timer = setTimeout(() => this.#publish(), wait)
  }

  #publish(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#publishedAt = performance.now()
    for (const vault of this.#changed) {
      const rows = this.#byVault.get(vault) ?? []
      this.#byVault.set(
        vault,
        rows.flatMap(({ id }) => this.#byId.get(id) ?? []),
      )
    }
    this.#changed.clear()
    const rows = [...this.#byVault.values()].flat()
    this.#snapshot = {
      rows: same(rows, this.#snapshot.rows) ? this.#snapshot.rows : rows,
      reading: this.#running && !this.#complete,
      vaultsRead: this.#read,
      vaultsTotal: this.#total,
      failures: this.#failures,
      detailed: rows.reduce((count, { detail }) => count + (detail === null ? 0 : 1), 0),
    }
    for (const listener of this.#listeners) listener()
  }
}

const empty: FleetSnapshot = {
  rows: [],
  reading: false,
  vaultsRead: 0,
  vaultsTotal: 0,
  failures: [],
  detailed: 0,
}

/** Before anything was read, and on the server. */
export const emptyFleet = (): FleetSnapshot => empty

function same(a: readonly FleetRow[], b: readonly FleetRow[]): boolean {
  return a.length === b.length && a.every((row, place) => row === b[place])
}

const stores = new WeakMap<QueryClient, FleetStore>()

/** The one of this page; what it holds is as long-lived as what the queries hold. */
export function fleetOf(client: QueryClient): FleetStore {
  const store = stores.get(client) ?? new FleetStore()
  stores.set(client, store)
  return store
}
