import type { Failure } from '#lib/domain/failure.ts'

/** Vaults that failed for one cause. */
export interface FailureGroup {
  readonly cause: string
  readonly nextStep: string
  readonly failures: readonly Failure[]
}

/**
 * Failures by their cause, the one that concerns most first: with two hundred vaults a list of sentences
 * would hide that there is one reason. The name of the vault is taken out of the cause.
 */
export function failureGroups(failures: readonly Failure[]): FailureGroup[] {
  const groups = new Map<string, Failure[]>()
  for (const failure of failures) {
    const cause = causeOf(failure)
    groups.set(cause, [...(groups.get(cause) ?? []), failure])
  }
  return [...groups]
    .map(([cause, list]) => ({ cause, nextStep: list[0]?.nextStep ?? '', failures: list }))
    .sort((a, b) => b.failures.length - a.failures.length)
}

function causeOf({ vault, title, detail }: Failure): string {
  const whole = `${title}. ${detail}`
  return vault === undefined ? whole : whole.replaceAll(`The vault ${vault}`, 'The vault')
}

/** `3 vaults could not be read`, or what else could not. */
export function failuresTitle(failures: readonly Failure[]): string {
  const vaults = new Set(failures.flatMap(({ vault }) => vault ?? [])).size
  if (vaults === 0) return 'Some vaults could not be found'
  return `${vaults.toLocaleString('en-GB')} ${vaults === 1 ? 'vault' : 'vaults'} could not be read to the end`
}
