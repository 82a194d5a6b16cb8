import { isIPv4, isIPv6 } from 'node:net'
import type { JsonObject } from '../../vault/json.ts'
import {
  invalidContent,
  optionalObject,
  optionalObjects,
  optionalText,
  optionalTexts,
} from '../body.ts'
import { ArmError } from '../errors.ts'
import { requireNetworkName } from './place.ts'
import type { Subnet } from './table.ts'

const mostSubnets = 3_000

/** The address space of a network. Throws when there is none, or when a prefix is no CIDR block. */
export function readPrefixes(properties: JsonObject): string[] {
  const space = optionalObject(properties, 'addressSpace') ?? {}
  const prefixes = optionalTexts(space, 'addressPrefixes') ?? []
  if (prefixes.length === 0) throw invalidContent('The addressSpace has no addressPrefixes.')
  for (const prefix of prefixes) requirePrefix(prefix)
  return prefixes
}

/** The subnets within a network's body, or undefined when it names none. */
export function readSubnets(properties: JsonObject): Subnet[] | undefined {
  const given = optionalObjects(properties, 'subnets')
  if (given === undefined) return undefined
  if (given.length > mostSubnets) throw invalidContent(`More than ${mostSubnets} subnets.`)
  return given.map((subnet) => readSubnet(optionalText(subnet, 'name') ?? '', subnet))
}

/** A subnet, from a body that is its own or part of its network's. */
export function readSubnet(name: string, body: JsonObject): Subnet {
  requireNetworkName(name)
  const properties = optionalObject(body, 'properties') ?? {}
  const [first] = optionalTexts(properties, 'addressPrefixes') ?? []
  const prefix = optionalText(properties, 'addressPrefix') ?? first ?? ''
  requirePrefix(prefix)
  const endpoints = (optionalObjects(properties, 'serviceEndpoints') ?? []).map(
    (endpoint) => optionalText(endpoint, 'service') ?? '',
  )
  return { name, prefix, endpoints: endpoints.filter((service) => service !== '') }
}

function requirePrefix(prefix: string): void {
  const [address = '', bits = '', ...rest] = prefix.split('/')
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : -1
  if (/^\d{1,3}$/.test(bits) && Number(bits) <= most && rest.length === 0) return
  throw new ArmError(
    400,
    'InvalidAddressPrefixFormat',
    `Address prefix ${prefix.slice(0, 64)} of resource has invalid format. It should be in CIDR format.`,
  )
}
