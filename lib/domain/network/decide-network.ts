import ipaddr from 'ipaddr.js'
import { ruleTakesIn } from './ip-rules.ts'
import { type NetworkConfig, subnetWords } from './network-config.ts'

/** Where a call comes from, as the vault sees it. */
export interface NetworkCaller {
  /** The address that the vault sees. */
  readonly address: string
  /** ARM id of the subnet, when the call comes through a service endpoint. */
  readonly subnetId?: string
  /** ARM id of the private endpoint that the call comes through. */
  readonly privateEndpointId?: string
  /** Name of a Microsoft service on the list of trusted ones. */
  readonly trustedService?: string
}

/** What decided, in the order in which the service asks. */
export type NetworkGate =
  | 'private-endpoint'
  | 'public-access'
  | 'default-action'
  | 'subnet-rule'
  | 'address-rule'
  | 'trusted-service'

export interface NetworkDecision {
  readonly allowed: boolean
  readonly gate: NetworkGate
  /** The rule that let the call in. */
  readonly rule?: string
  /** One sentence. */
  readonly words: string
}

/**
 * Whether the network lets a call reach the data plane. Permission is asked afterwards and separately; the
 * management plane has no firewall at all.
 * @param approved ARM ids of the private endpoints whose connection the vault has approved
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 */
export function decideNetwork(
  config: NetworkConfig,
  caller: NetworkCaller,
  approved: readonly string[],
): NetworkDecision {
  const endpoint = caller.privateEndpointId?.toLowerCase()
  if (endpoint !== undefined && approved.some((one) => one.toLowerCase() === endpoint)) {
    return passed('private-endpoint', 'It comes through an approved private endpoint.')
  }
  const open = config.publicNetworkAccess === 'Enabled'
  const listed = open ? byRules(config, caller) : null
  if (listed !== null) return listed
  return byTrust(config, caller) ?? refused(config, caller)
}

function byRules(config: NetworkConfig, caller: NetworkCaller): NetworkDecision | null {
  if (config.defaultAction === 'Allow') {
    return passed('default-action', 'The vault takes calls from all networks.')
  }
  // Through a service endpoint a caller shows its subnet; address rules are not asked.
  if (caller.subnetId !== undefined) {
    const id = caller.subnetId.toLowerCase()
    const rule = config.subnets.find((one) => one.id.toLowerCase() === id)
    if (rule === undefined) return null
    return passed('subnet-rule', `The subnet ${subnetWords(rule.id)} is let in.`, rule.id)
  }
  const address = plainAddress(caller.address)
  const rule = config.ipRules.find((one) => ruleTakesIn(one, address))
  if (rule === undefined) return null
  return passed('address-rule', `The rule ${rule} takes in ${address}.`, rule)
}

function byTrust(config: NetworkConfig, caller: NetworkCaller): NetworkDecision | null {
  if (caller.trustedService === undefined || config.bypass === 'None') return null
  if (config.publicNetworkAccess === 'SecuredByPerimeter') return null
  return passed('trusted-service', 'Trusted Microsoft services pass by exception.')
}

function refused(config: NetworkConfig, caller: NetworkCaller): NetworkDecision {
  const service = caller.trustedService !== undefined
  if (config.publicNetworkAccess !== 'Enabled') {
    const why =
      config.publicNetworkAccess === 'Disabled'
        ? 'Public network access is off: only an approved private endpoint leads in.'
        : 'A network security perimeter guards the vault, and knows no exception for trusted services.'
    return { allowed: false, gate: 'public-access', words: why }
  }
  if (service && config.bypass === 'None') {
    const words = 'No rule names it, and the exception for trusted services is off.'
    return { allowed: false, gate: 'trusted-service', words }
  }
  if (caller.subnetId !== undefined) {
    const words = `No rule names the subnet ${subnetWords(caller.subnetId)}.`
    return { allowed: false, gate: 'subnet-rule', words }
  }
  const words = `No rule takes in ${plainAddress(caller.address)}.`
  return { allowed: false, gate: 'address-rule', words }
}

function passed(gate: NetworkGate, words: string, rule?: string): NetworkDecision {
  return { allowed: true, gate, words, ...(rule === undefined ? {} : { rule }) }
}

/** An IPv4 address in IPv6 clothes, `::ffff:203.0.113.7` (RFC 4291 section 2.5.5.2), undressed. */
export function plainAddress(address: string): string {
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : address
}
