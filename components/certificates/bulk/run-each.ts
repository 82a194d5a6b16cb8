import type { Failure } from '#lib/domain/failure.ts'

/** What became of one object of a bulk act. */
export type Outcome =
  | { readonly state: 'waiting' | 'running' | 'done' }
  | { readonly state: 'failed'; readonly failure: Failure }

/** By the key of the object. */
export type Outcomes = Readonly<Record<string, Outcome>>

type ActOn = (
  key: string,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>

/**
 * Acts on the objects one after another, since server actions of one page run so anyway, and reports after
 * each step. One failure does not stop the rest; `stopped` is asked before each, and what it leaves is
 * `waiting` in the outcomes that come back.
 */
export async function runEach(
  keys: readonly string[],
  actOn: ActOn,
  report: (outcomes: Outcomes) => void,
  stopped: () => boolean = () => false,
): Promise<Outcomes> {
  let outcomes: Outcomes = Object.fromEntries(keys.map((key) => [key, { state: 'waiting' }]))
  const set = (key: string, outcome: Outcome) => {
    outcomes = { ...outcomes, [key]: outcome }
    report(outcomes)
  }
  for (const key of keys) {
    if (stopped()) break
    set(key, { state: 'running' })
    const result = await actOn(key)
    set(key, result.ok ? { state: 'done' } : { state: 'failed', failure: result.failure })
  }
  return outcomes
}
