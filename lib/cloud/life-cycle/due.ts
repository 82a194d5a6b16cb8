import type { Db } from '../store/store.ts'

/** Something that falls due by itself. */
export interface Due {
  /** Epoch seconds on the cloud's clock. */
  at: number
  /** Key of the vault's row. */
  vault: number
  /** Lower case; empty when it is the vault itself. */
  name: string
}

/** A due thing whose time has come. */
export interface Occurrence extends Due {
  /** Epoch seconds at which it happens: when it fell due, but not in a time that is over already. */
  time: number
}

/** What a step leaves behind. */
export interface StepResult {
  /** Epoch seconds of the first thing that the step made fall due; {@link never}, or 0 if it cannot tell. */
  next: number
  /** To be done once the step is durable. */
  after?: () => void
}

/**
 * Carries a due thing out, inside one write, and moves its row on, so that it is not due any more: both
 * are kept or neither. When the rows are no longer what it was prepared for, it does nothing.
 */
export type Step = (db: Db) => StepResult

/** One kind of things that fall due. */
export interface DueSource {
  name: string
  /** What is due at `until` or before, the earliest first. Walks an index. */
  list(db: Db, until: number, limit: number): Due[]
  /** Does what takes time, outside of any write. */
  prepare(occurrence: Occurrence): Step | Promise<Step>
  /** Lets it wait until then, because it fails. */
  postpone(db: Db, due: Due, until: number): void
}

/** A source that has no slow work. */
export interface ImmediateSource extends DueSource {
  prepare(occurrence: Occurrence): Step
}

/** Later than any time that a certificate can have. */
export const never = 1e12

export const secondsPerDay = 86_400
