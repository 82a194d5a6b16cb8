import type { CloudContext } from '../context.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { Db } from '../store/store.ts'
import { type AgendaEntry, firstDue } from './agenda.ts'
import { type DueSource, never, secondsPerDay } from './due.ts'
import { Preparations } from './preparations.ts'

/** How many things one write carries out, so that no request waits long behind it. */
const largestBatch = 100

/** How many things ahead slow work begins, as for a new key. */
const lookAhead = 32

/** How often the same thing may be due within one second: a version has a few moments, not many. */
const patience = 10

export interface Span {
  /** Epoch seconds. All that falls due up to here happens. */
  until: number
  /** What fell due before happens at this time: what is over cannot be changed any more. */
  since: number
  /** Asked between two writes. */
  stopped(): boolean
}

/**
 * Carries out all that is due in the order in which it fell due, each once: its effect and the mark
 * that it has happened are of one write. What it brings about falls into place: a renewed certificate
 * that falls due within the span is renewed again in its turn.
 */
export async function catchUp(
  ctx: CloudContext,
  sources: readonly DueSource[],
  span: Span,
): Promise<void> {
  const run = new Run(ctx, sources, span)
  while (!span.stopped() && (await run.next()));
}

class Run {
  readonly #ctx: CloudContext
  readonly #sources: readonly DueSource[]
  readonly #span: Span
  readonly #preparations = new Preparations()
  #batch = largestBatch
  #second = { at: 0, times: new Map<string, number>() }

  constructor(ctx: CloudContext, sources: readonly DueSource[], span: Span) {
    this.#ctx = ctx
    this.#sources = sources
    this.#span = span
  }

  /** One write's worth. @returns false when nothing is due any more */
  async next(): Promise<boolean> {
    const ahead = this.#ctx.store.read((db) => this.#due(db, lookAhead))
    const [first] = ahead
    if (!first) return false
    try {
      for (const entry of ahead) this.#preparations.start(entry, this.#timeOf(entry))
      // All of them, so that one write takes many.
      await Promise.allSettled(ahead.map((entry) => this.#preparations.settled(entry)))
      await this.#preparations.settled(first)
      const after = await this.#ctx.store.write((db) => this.#carryOut(db))
      this.#batch = largestBatch
      for (const act of after) act()
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error
      await this.#recover(first, error)
    }
    return true
  }

  #due(db: Db, limit: number): AgendaEntry[] {
    return firstDue(db, this.#sources, this.#span.until, limit)
  }

  #timeOf(entry: AgendaEntry): number {
    return Math.max(entry.at, this.#span.since)
  }

  #carryOut(db: Db): (() => void)[] {
    const after: (() => void)[] = []
    let left = this.#batch
    for (;;) {
      const due = this.#due(db, Math.min(left, lookAhead))
      if (due.length === 0) return after
      // The list holds until something is due that the steps themselves brought about.
      let horizon = never
      for (const entry of due) {
        if (entry.at > 0 && entry.at >= horizon) break
        this.#preparations.start(entry, this.#timeOf(entry))
        const step = this.#preparations.take(entry)
        if (!step) return after
        this.#checkProgress(entry)
        const result = step(db)
        if (result.after) after.push(result.after)
        horizon = Math.min(horizon, result.next)
        left -= 1
      }
      if (left === 0) return after
    }
  }

  #checkProgress({ id, at }: AgendaEntry): void {
    if (at === 0) return
    if (at !== this.#second.at) this.#second = { at, times: new Map() }
    const times = (this.#second.times.get(id) ?? 0) + 1
    this.#second.times.set(id, times)
    if (times > patience) throw new Error(`${id} stays due`)
  }

  /** One at a time after a failure; what fails alone waits for a day, so that the rest goes on. */
  async #recover(first: AgendaEntry, error: unknown): Promise<void> {
    this.#preparations.drop(first)
    if (this.#batch > 1) {
      this.#batch = 1
      return
    }
    this.#ctx.log({ event: 'life cycle step failed', entry: first.id, error: String(error) })
    await this.#ctx.store.write((db) =>
      first.source.postpone(db, first, this.#timeOf(first) + secondsPerDay),
    )
  }
}
