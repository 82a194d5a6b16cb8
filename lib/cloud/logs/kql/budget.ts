import { KqlRunawayError } from './errors.ts'
import type { Row } from './values.ts'

/** Bounds what a query keeps in memory while it sorts or counts. */
export class Budget {
  #left: number

  /** @param size characters of text, with 8 for every other value and 64 for a row */
  constructor(size: number) {
    this.#left = size
  }

  /** @throws KqlRunawayError when the query keeps more than it may */
  keep(row: Row): void {
    this.#left -= sizeOf(row)
    if (this.#left >= 0) return
    throw new KqlRunawayError(
      'Query execution has exceeded the allowed limits (80DA0001): Query execution lacks memory ' +
        'resources to complete (E_RUNAWAY_QUERY).',
    )
  }
}

export function sizeOf(row: Row): number {
  let size = 64
  for (const value of row) {
    if (typeof value === 'string') size += value.length
    else size += 8
    // A dynamic: what it holds is part of a record, which is small.
    if (typeof value === 'object' && value !== null) size += 512
  }
  return size
}
