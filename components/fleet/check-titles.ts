import type { Severity } from '#lib/domain/attention/rule.ts'
import { hazardTitles } from '#lib/domain/hazards/titles.ts'

/** A renewal check as the table names it. */
export interface CheckTitle {
  readonly id: string
  readonly title: string
  readonly severity: Severity
}

/** Worst first; those alone that a table can answer: whether a vault has contacts, no list tells. */
export const checkTitles: readonly CheckTitle[] = Object.entries(hazardTitles).flatMap(
  ([id, words]) => (id === 'no-contacts' ? [] : [{ id, ...words }]),
)

/** The titles of failed checks, as the details name them. */
export function titlesOf(ids: readonly string[]): CheckTitle[] {
  return ids.flatMap((id) => checkTitles.find((check) => check.id === id) ?? [])
}
