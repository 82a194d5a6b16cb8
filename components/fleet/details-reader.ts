'use client'

import type { DetailReading } from '#components/certificates/certificate-facts.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { failureFrom } from '#lib/features/api/client.ts'
import { readDetails } from '#lib/features/fleet/client.ts'
import { detailsMax } from '#lib/features/fleet/constants.ts'
import type { ListDetailsInput } from '#lib/features/fleet/schema.ts'
import { type FleetRow, rowId } from './fleet-rows.ts'
import type { FleetStore } from './fleet-store.ts'

/** How far a reading of all details has come. */
export interface ScanState {
  readonly running: boolean
  readonly done: number
  readonly total: number
  /** Why it ended before its end; null when it was not, or when a person stopped it. */
  readonly failure: Failure | null
}

/** Rows that come into sight within this time are asked for together, in ms. */
const gatherMs = 60
/** Requests for rows in sight at once: a vault that hangs must not hold back what is scrolled to next. */
const viewsAtOnce = 3
const perView = 100

type Ref = ListDetailsInput['items'][number]
const refOf = ({ vault, name, thumbprint }: FleetRow): Ref => [vault, name, thumbprint]

/** Reads the details of rows: of those in sight by itself, of all when asked to, stoppable. */
export class DetailsReader {
  readonly #store: FleetStore
  readonly #wanted = new Set<string>()
  readonly #asked = new Set<string>()
  #views = 0
  #timer: ReturnType<typeof setTimeout> | null = null
  #stop: AbortController | null = null
  #scan: ScanState | null = null
  readonly #listeners = new Set<() => void>()

  constructor(store: FleetStore) {
    this.#store = store
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly scanState = (): ScanState | null => this.#scan

  /** A row is in sight; the returned function says that it is no longer. */
  want(id: string): () => void {
    this.#wanted.add(id)
    this.#viewSoon()
    return () => void this.#wanted.delete(id)
  }

  /** After the list was read again: what is in sight may have changed as well. */
  forgetAsked(): void {
    this.#asked.clear()
  }

  /** After a write that no list shows: these are read anew, those in sight at once. */
  readAgain(ids: readonly string[]): void {
    for (const id of ids) this.#asked.delete(id)
    this.#store.dropDetails(ids)
    this.#viewSoon()
  }

  /** Reads the details of these rows that nobody has read yet. Ends when all are there, or on `stop`. */
  async scan(rows: readonly FleetRow[]): Promise<void> {
    if (this.#stop !== null) return
    const missing = rows.filter(({ detail }) => detail === null)
    if (missing.length === 0) return
    const stop = new AbortController()
    this.#stop = stop
    this.#tell({ running: true, done: 0, total: missing.length, failure: null })
    let failure: Failure | null = null
    try {
      for (let at = 0; at < missing.length; at += detailsMax) {
        await this.#read(missing.slice(at, at + detailsMax), 'scan', stop.signal, (count) => {
          const { done, total } = this.#scan ?? { done: 0, total: 0 }
          this.#tell({ running: true, done: done + count, total, failure: null })
        })
      }
    } catch (error) {
      if (!stop.signal.aborted) failure = failureFrom(error)
    }
    this.#stop = null
    const { done, total } = this.#scan ?? { done: 0, total: 0 }
    this.#tell({ running: false, done, total, failure })
  }

  stop(): void {
    this.#stop?.abort()
  }

  #viewSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.#view()
    }, gatherMs)
  }

  async #view(): Promise<void> {
    if (this.#views >= viewsAtOnce) return
    const rows = [...this.#wanted]
      .filter((id) => !this.#asked.has(id))
      .flatMap((id) => this.#store.row(id) ?? [])
      .slice(0, perView)
    if (rows.length === 0) return
    for (const { id } of rows) this.#asked.add(id)
    this.#views += 1
    try {
      await this.#read(rows, 'view', new AbortController().signal)
    } catch (error) {
      const failure = failureFrom(error)
      this.#store.putDetails(
        rows
          .filter(({ id }) => this.#store.row(id)?.detail === null)
          .map(({ id }) => [id, { ok: false, failure }] as const),
      )
    }
    this.#views -= 1
    await this.#view()
  }

  /** `told` hears how many came since it was told last. */
  async #read(
    rows: readonly FleetRow[],
    purpose: ListDetailsInput['purpose'],
    signal: AbortSignal,
    told: (count: number) => void = () => {},
  ): Promise<void> {
    let batch: (readonly [string, DetailReading])[] = []
    let timer: ReturnType<typeof setTimeout> | null = null
    const flush = () => {
      timer = null
      this.#store.putDetails(batch)
      told(batch.length)
      batch = []
    }
    try {
      await readDetails(
        { items: rows.map(refOf), purpose },
        (event) => {
          if (event.kind === 'end') return
          batch.push([
            rowId(event),
            event.kind === 'detail'
              ? { ok: true, certificate: event.detail }
              : { ok: false, failure: event.failure },
          ])
          timer ??= setTimeout(flush, gatherMs)
        },
        signal,
      )
    } finally {
      if (timer !== null) clearTimeout(timer)
      flush()
    }
  }

  #tell(scan: ScanState): void {
    this.#scan = scan
    for (const listener of this.#listeners) listener()
  }
}

const readers = new WeakMap<FleetStore, DetailsReader>()

export function detailsOf(store: FleetStore): DetailsReader {
  const reader = readers.get(store) ?? new DetailsReader(store)
  readers.set(store, reader)
  return reader
}
