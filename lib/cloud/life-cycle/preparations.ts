import type { AgendaEntry } from './agenda.ts'
import type { Step } from './due.ts'

/** The steps of entries, under way or ready, so that the slow work of many runs side by side. */
export class Preparations {
  readonly #steps = new Map<string, Step | Promise<void>>()

  /** Starts the work for an entry that is to happen at `time`, unless it is under way. */
  start(entry: AgendaEntry, time: number): void {
    if (this.#steps.has(entry.id)) return
    const { at, vault, name } = entry
    const made = entry.source.prepare({ at, vault, name, time })
    if (!(made instanceof Promise)) {
      this.#steps.set(entry.id, made)
      return
    }
    const ready = made.then((step) => void this.#steps.set(entry.id, step))
    // Whoever waits for it is told; here it only must not count as unhandled.
    ready.catch(() => undefined)
    this.#steps.set(entry.id, ready)
  }

  /** Waits for the step of an entry. Rejects when it cannot be made. */
  async settled(entry: AgendaEntry): Promise<void> {
    await this.#steps.get(entry.id)
  }

  /** The step of an entry, once; null while it is not ready. */
  take(entry: AgendaEntry): Step | null {
    const step = this.#steps.get(entry.id)
    if (typeof step !== 'function') return null
    this.#steps.delete(entry.id)
    return step
  }

  drop(entry: AgendaEntry): void {
    this.#steps.delete(entry.id)
  }
}
