import type { Failure } from '#lib/domain/failure.ts'

/** `2 vaults could not be read, so their certificates are missing here`. */
export function partialTitle(failures: readonly Pick<Failure, 'vault'>[], what: string): string {
  const vaults = new Set(failures.flatMap((failure) => failure.vault ?? []))
  if (vaults.size === 0) return `Some ${what} could not be read and are missing here`
  const one = vaults.size === 1
  return `${one ? '1 vault' : `${vaults.size} vaults`} could not be read, so ${one ? 'its' : 'their'} ${what} are missing here`
}
