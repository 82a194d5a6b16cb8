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

/** Names with their vaults, the first few: `www, api in contoso-prod · edge in contoso-dev`. */
export function placesWords(hazards: readonly Pick<Hazard, 'vault' | 'certificate'>[]): string {
  const shown = hazards.slice(0, placesShown)
  const places = [...Map.groupBy(shown, ({ vault }) => vault)].map(
    ([vault, members]) => `${members.map(({ certificate }) => certificate).join(', ')} in ${vault}`,
  )
  return places.join(' · ') + (shown.length < hazards.length ? ' …' : '')
}

const placesShown = 6

/** `38 certificates checked`, or how many of how many when not all were. */
export function checkedWords({ checked, total }: { checked: number; total: number }): string {
  const number = (count: number) => count.toLocaleString('en-GB')
  if (checked < total) return `the ${number(checked)} of ${number(total)} that end first`
  return `${number(total)} ${total === 1 ? 'certificate' : 'certificates'} checked`
}
