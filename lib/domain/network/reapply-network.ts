import type { NetworkConfig } from './network-config.ts'

/** Puts what a person changed onto what the vault has by now: what they did not touch stays theirs. */
export function reapplyNetwork(
  seen: NetworkConfig,
  mine: NetworkConfig,
  held: NetworkConfig,
): NetworkConfig {
  const pick = <T>(before: T, after: T, now: T): T => (before === after ? now : after)
  const removed = new Set(seen.ipRules.filter((rule) => !mine.ipRules.includes(rule)))
  const without = new Set(idsOf(seen).filter((id) => !idsOf(mine).includes(id)))
  return {
    publicNetworkAccess: pick(
      seen.publicNetworkAccess,
      mine.publicNetworkAccess,
      held.publicNetworkAccess,
    ),
    defaultAction: pick(seen.defaultAction, mine.defaultAction, held.defaultAction),
    bypass: pick(seen.bypass, mine.bypass, held.bypass),
    ipRules: [
      ...held.ipRules.filter((rule) => !removed.has(rule)),
      ...mine.ipRules.filter(
        (rule) => !seen.ipRules.includes(rule) && !held.ipRules.includes(rule),
      ),
    ],
    subnets: [
      ...held.subnets.filter(({ id }) => !without.has(id)),
      ...mine.subnets.filter(({ id }) => !idsOf(seen).includes(id) && !idsOf(held).includes(id)),
    ],
  }
}

const idsOf = ({ subnets }: NetworkConfig) => subnets.map(({ id }) => id)
