import type { TaggedEnvironment } from '#lib/domain/mixed-environments.ts'
import type { PartialList } from '../vaults/schema.ts'

/** A vault that several environments share, by its tags and those of its certificates. */
export interface MixedVault {
  readonly vault: string
  readonly environments: readonly TaggedEnvironment[]
}

/** Failures are of vaults whose certificates could not be read: they may be mixed as well. */
export type MixedVaults = PartialList<MixedVault>
