import type { Failure } from '#lib/domain/failure.ts'

/** What became of one certificate of a bulk deletion. */
export type DeleteOutcome =
  | { readonly state: 'waiting' | 'running' | 'done' }
  | { readonly state: 'failed'; readonly failure: Failure }

export type DeleteOutcomes = Readonly<Record<string, DeleteOutcome>>

type DeleteOne = (
  name: string,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly failure: Failure }>

/**
 * Deletes the names one after another, since server actions of one page run so anyway, and reports after
 * each step. One failure does not stop the rest; the names that failed are returned.
 */
export async function deleteEach(
  names: readonly string[],
  deleteOne: DeleteOne,
  report: (outcomes: DeleteOutcomes) => void,
): Promise<string[]> {
  let outcomes: DeleteOutcomes = Object.fromEntries(
    names.map((name) => [name, { state: 'waiting' }]),
  )
  const set = (name: string, outcome: DeleteOutcome) => {
    outcomes = { ...outcomes, [name]: outcome }
    report(outcomes)
  }
  const failed: string[] = []
  for (const name of names) {
    set(name, { state: 'running' })
    const result = await deleteOne(name)
    if (!result.ok) failed.push(name)
    set(name, result.ok ? { state: 'done' } : { state: 'failed', failure: result.failure })
  }
  return failed
}
