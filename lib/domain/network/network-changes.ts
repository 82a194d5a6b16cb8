import { modeOf, type NetworkConfig, type NetworkMode, subnetWords } from './network-config.ts'

export const modeWords: Record<NetworkMode, string> = {
  all: 'all networks',
  selected: 'selected networks',
  none: 'no public network',
  perimeter: 'a network security perimeter',
}

/** What a change does, one sentence each; empty when it changes nothing. */
export function networkChanges(before: NetworkConfig, after: NetworkConfig): string[] {
  const from = modeOf(before)
  const to = modeOf(after)
  return [
    ...(from === to ? [] : [`Reachable from ${modeWords[to]}, no longer from ${modeWords[from]}.`]),
    // Seen only while the outer gate is shut: the inner one keeps its setting for later.
    ...(from === to && before.defaultAction !== after.defaultAction
      ? [`Callers that no rule names: ${after.defaultAction === 'Deny' ? 'refused' : 'let in'}.`]
      : []),
    ...gone(after.ipRules, before.ipRules).map((rule) => `Add the rule ${rule}.`),
    ...gone(before.ipRules, after.ipRules).map((rule) => `Remove the rule ${rule}.`),
    ...gone(ids(after), ids(before)).map((id) => `Let in the subnet ${subnetWords(id)}.`),
    ...gone(ids(before), ids(after)).map((id) => `No longer let in the subnet ${subnetWords(id)}.`),
    ...(before.bypass === after.bypass
      ? []
      : [
          after.bypass === 'None'
            ? 'Trusted Microsoft services no longer pass by exception.'
            : 'Trusted Microsoft services pass by exception.',
        ]),
  ]
}

/** Whether two configurations say the same; the order of rules means nothing. */
export function sameNetwork(a: NetworkConfig, b: NetworkConfig): boolean {
  return (
    a.publicNetworkAccess === b.publicNetworkAccess &&
    a.defaultAction === b.defaultAction &&
    networkChanges(a, b).length === 0 &&
    flags(a).join() === flags(b).join()
  )
}

function gone(from: readonly string[], by: readonly string[]): string[] {
  const kept = new Set(by)
  return from.filter((one) => !kept.has(one))
}

const ids = ({ subnets }: NetworkConfig) => subnets.map(({ id }) => id)

const flags = ({ subnets }: NetworkConfig) =>
  subnets.map(({ id, ignoreMissingEndpoint }) => `${id} ${ignoreMissingEndpoint}`).sort()
