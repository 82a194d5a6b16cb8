import { decideNetwork, type NetworkCaller } from './decide-network.ts'
import type { NetworkConfig } from './network-config.ts'

/** Somebody who must not be shut out by mistake. */
export interface Guarded {
  readonly who: 'person' | 'console'
  readonly address: string
}

export interface Lockout extends Guarded {
  /** True when the vault lets it in today. */
  readonly newly: boolean
  readonly words: string
}

/** Who of these the change would leave outside. They can undo it: the management plane has no firewall. */
export function lockouts(
  before: NetworkConfig,
  after: NetworkConfig,
  guarded: readonly Guarded[],
): Lockout[] {
  return guarded.flatMap((one) => {
    const caller: NetworkCaller = { address: one.address }
    const then = decideNetwork(after, caller, [])
    if (then.allowed) return []
    const newly = decideNetwork(before, caller, []).allowed
    return [{ ...one, newly, words: then.words }]
  })
}
