import type { Hazard } from '#lib/features/hazards/schema.ts'

/** All certificates that break one rule. */
export interface HazardGroup extends Pick<Hazard, 'rule' | 'severity' | 'title' | 'citation'> {
  readonly hazards: readonly Hazard[]
}

/** One group for each rule, in the order in which the list first names it: worst first. */
export function groupHazards(hazards: readonly Hazard[]): HazardGroup[] {
  return [...Map.groupBy(hazards, ({ rule }) => rule)].flatMap(([rule, members]) => {
    const [first] = members
    if (first === undefined) return []
    const { severity, title, citation } = first
    return [{ rule, severity, title, citation, hazards: members }]
  })
}

/** `38 certificates checked`, or how many of how many when not all were. */
export function checkedWords({ checked, total }: { checked: number; total: number }): string {
  const number = (count: number) => count.toLocaleString('en-GB')
  if (checked < total) return `the ${number(checked)} of ${number(total)} that end first`
  return `${number(total)} ${total === 1 ? 'certificate' : 'certificates'} checked`
}
