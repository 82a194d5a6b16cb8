import { BlockList, isIPv4 } from 'node:net'
import type { JsonObject } from '../../vault/json.ts'
import { optionalFlag, optionalObject, optionalObjects, optionalText } from '../body.ts'
import { badRequest, invalidValue } from './errors.ts'
import type { NetworkRules } from './vault-record.ts'

/** @see https://learn.microsoft.com/azure/key-vault/general/service-limits */
const maxIpRules = 1_000
const maxSubnets = 200

/** Private ranges (RFC 1918 section 3), in the words of the refusal. */
const forbidden = [
  ['10.0.0.0', 8, '10.0.0.0–10.255.255.255'],
  ['172.16.0.0', 12, '172.16.0.0–172.31.255.255'],
  ['192.168.0.0', 16, '192.168.0.0–192.168.255.255'],
] as const

const subnetId =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourcegroups\/[^/]+\/providers\/microsoft\.network\/virtualnetworks\/[^/]+\/subnets\/[^/]+$/

/**
 * The member `networkAcls` as the service keeps it: single addresses as `/32`, subnet ids in lower
 * case. Undefined when absent. Whether a subnet exists is for the caller to see.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 */
export function readNetworkRules(properties: JsonObject): NetworkRules | undefined {
  const given = optionalObject(properties, 'networkAcls')
  if (given === undefined) return undefined
  const ipRules = optionalObjects(given, 'ipRules') ?? []
  const subnets = optionalObjects(given, 'virtualNetworkRules') ?? []
  requireAtMost('ipRules', ipRules.length, maxIpRules)
  requireAtMost('virtualNetworkRules', subnets.length, maxSubnets)
  return {
    bypass: oneOf(given, 'bypass', ['AzureServices', 'None']),
    defaultAction: oneOf(given, 'defaultAction', ['Allow', 'Deny']),
    ipRules: ipRules.map((rule, at) => ({
      value: readAddress(rule, `${root}.ipRules[${at}].value`),
    })),
    virtualNetworkRules: subnets.map((rule, at) => readSubnet(rule, at)),
  }
}

const root = 'properties.networkAcls'

function oneOf(given: JsonObject, member: string, known: readonly [string, string]): string {
  const value = optionalText(given, member) ?? known[0]
  if (!known.some((one) => one.toLowerCase() === value.toLowerCase())) {
    throw invalidValue(`${root}.${member}`, value)
  }
  return value
}

function requireAtMost(member: string, count: number, most: number): void {
  if (count <= most) return
  throw badRequest(`The number of ${root}.${member} ${count} exceeds the maximum of ${most}.`)
}

/** IPv4 only, in CIDR notation. */
function readAddress(rule: JsonObject, path: string): string {
  const value = optionalText(rule, 'value') ?? ''
  const [address = '', bits = '32', ...rest] = value.split('/')
  if (!isIPv4(address) || !/^(\d|[12]\d|3[012])$/.test(bits) || rest.length > 0) {
    throw invalidValue(path, value)
  }
  for (const [start, prefix, range] of forbidden) {
    const list = new BlockList()
    list.addSubnet(start, prefix)
    if (Number(bits) >= prefix && list.check(address)) {
      throw invalidValue(
        path,
        `${value} belongs to forbidden range ${range} (private IP addresses)`,
      )
    }
  }
  return `${address}/${bits}`
}

function readSubnet(rule: JsonObject, at: number): NetworkRules['virtualNetworkRules'][number] {
  const id = (optionalText(rule, 'id') ?? '').toLowerCase()
  if (!subnetId.test(id)) throw invalidValue(`${root}.virtualNetworkRules[${at}].id`, id)
  const ignoreMissingVnetServiceEndpoint = optionalFlag(rule, 'ignoreMissingVnetServiceEndpoint')
  return ignoreMissingVnetServiceEndpoint === undefined
    ? { id }
    : { id, ignoreMissingVnetServiceEndpoint }
}
