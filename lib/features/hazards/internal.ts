import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import type { HazardFacts } from '#lib/domain/hazards/facts.ts'
import { examineHazards, hazardRules } from '#lib/domain/hazards/registry.ts'
import type { Caller } from '#lib/session/caller.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import type { Hazard } from './schema.ts'

/** How many contacts a vault has; null when this caller may not read them. */
export async function countContacts(
  services: Services,
  caller: Caller,
  vault: string,
): Promise<number | null> {
  const contacts = await attempt(() => services.azureOf(caller).contacts(vault).get())
  return contacts.ok ? contacts.value.length : null
}

/** What the rules say at `now`, each with the title and the source of its rule. */
export function hazardsOf(facts: HazardFacts, now: Date): Hazard[] {
  return examineHazards(facts, now).flatMap((finding) => {
    const rule = hazardRules.find(({ id }) => id === finding.rule)
    if (rule === undefined) return []
    const { title, citation } = rule
    return [{ ...finding, certificate: facts.name, title, citation }]
  })
}

/** A vault that fails for one certificate fails for its neighbours by the same cause. */
export function oneOfEachVault(failures: readonly Failure[]): Failure[] {
  const told = new Set<string>()
  return failures.filter(({ vault, code }) => {
    const key = `${vault} ${code}`
    return !told.has(key) && told.add(key)
  })
}
