import type { Machine } from './machine.ts'
import { rounded } from './statistics.ts'

/** One measured figure beside its budget. */
export interface Row {
  readonly what: string
  readonly value: number
  readonly unit: 'kB' | 'MB' | 'ms' | '×' | '/s' | 'nodes'
  /** As design says it, for the machine on which it was set. */
  readonly budget: number
  /** The same for this machine; equal to it for sizes and ratios. */
  readonly scaled: number
  readonly ok: boolean
}

/** A figure that depends on no machine: a size or a ratio. Fine up to the budget. */
export function fixedRow(
  what: string,
  value: number,
  unit: 'kB' | 'MB' | '×' | 'nodes',
  budget: number,
): Row {
  return { what, value: rounded(value), unit, budget, scaled: budget, ok: value <= budget }
}

/** Milliseconds: fine up to the budget, with more time on a slower machine. A faster one gets no less. */
export function timeRow(machine: Machine, what: string, ms: number, budget: number): Row {
  const scaled = rounded(budget * Math.max(1, machine.factor))
  return { what, value: rounded(ms), unit: 'ms', budget, scaled, ok: ms <= scaled }
}

/** A share of what is possible at best, from the same run: fine from the budget on. */
export function shareRow(what: string, share: number, budget: number): Row {
  const value = rounded(share)
  return { what, value, unit: '×', budget, scaled: budget, ok: value >= budget }
}

/** So many a second: fine from the budget on, with fewer on a slower machine. */
export function rateRow(machine: Machine, what: string, perSecond: number, budget: number): Row {
  const scaled = rounded(budget / Math.max(1, machine.factor))
  return { what, value: rounded(perSecond), unit: '/s', budget, scaled, ok: perSecond >= scaled }
}
