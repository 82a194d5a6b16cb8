import type { Severity } from '#lib/domain/attention/rule.ts'
import { hazardRules } from '#lib/domain/hazards/registry.ts'

/** A renewal check as the table names it. */
export interface CheckTitle {
  readonly id: string
  readonly title: string
  readonly severity: Severity
}

/** Checks that need to know of the vault what a list of certificates does not. */
const ofVault: ReadonlySet<string> = new Set(['no-contacts'])

/** The checks that a table can answer, worst first. */
export const checkTitles: readonly CheckTitle[] = hazardRules
  .filter(({ id }) => !ofVault.has(id))
  .map(({ id, title, severity }) => ({ id, title, severity }))

/** The titles of failed checks, as the details name them. */
export function titlesOf(ids: readonly string[]): CheckTitle[] {
  return ids.flatMap((id) => checkTitles.find((check) => check.id === id) ?? [])
}
