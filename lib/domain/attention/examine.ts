import type { Finding, Rule } from './rule.ts'

/** Asks each rule about one object at `now`; the findings in the order of the rules. */
export function examine<Facts extends { readonly vault: string }>(
  rules: readonly Rule<Facts>[],
  facts: Facts,
  certificate: string | null,
  now: Date,
): Finding[] {
  return rules.flatMap((rule) => {
    const words = rule.applies(facts) ? rule.check(facts, now) : null
    if (words === null) return []
    return [{ rule: rule.id, severity: rule.severity, vault: facts.vault, certificate, ...words }]
  })
}
