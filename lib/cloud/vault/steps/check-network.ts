import { BlockList, isIP } from 'node:net'
import { connectionOf } from '../../arm/networks/private-endpoint-table.ts'
import type { NetworkRules, VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { RequestInfo } from '../../context.ts'
import type { TokenClaims } from '../../login/verify.ts'
import type { Db } from '../../store/store.ts'
import { forbidden, type VaultError } from '../errors.ts'
import { callerLine, vaultLine } from './caller-text.ts'

/** IPv6 sockets report an IPv4 peer as `::ffff:a.b.c.d`. */
export function plainAddress(remoteAddress: string): string {
  return remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** What the vault's firewall makes of a call. */
export interface NetworkVerdict {
  /** Null when the call may pass. */
  refusal: VaultError | null
  /** Members of the audit record. */
  audit: {
    addrAuthType: 'PublicIP' | 'Subnet' | 'PrivateLink'
    isAddressAuthorized: boolean
    subnetId?: string
    trustedService?: string
  }
}

/**
 * The vault's firewall, in the order of the service: an approved private link passes always; public
 * access may be off; then the addresses and subnets of the rules; and a trusted service passes where
 * the vault lets such services by.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 */
export function judgeNetwork(
  db: Db,
  vault: VaultRecord,
  caller: TokenClaims,
  { remoteAddress, origin = {} }: RequestInfo,
): NetworkVerdict {
  const { subnetId, privateEndpointId, trustedService } = origin
  const said = {
    ...(subnetId === undefined ? {} : { subnetId }),
    ...(trustedService === undefined ? {} : { trustedService }),
  }
  if (privateEndpointId !== undefined && isApproved(db, vault, privateEndpointId)) {
    const audit = { addrAuthType: 'PrivateLink', isAddressAuthorized: true, ...said } as const
    return { refusal: null, audit }
  }
  const address = plainAddress(remoteAddress)
  const access = vault.publicNetworkAccess.toLowerCase()
  const isAddressAuthorized = access === 'enabled' && letsIn(vault.networkAcls, address, subnetId)
  const addrAuthType = subnetId === undefined ? 'PublicIP' : 'Subnet'
  const audit = { addrAuthType, isAddressAuthorized, ...said } as const
  if (isAddressAuthorized || (trustedService !== undefined && letsServicesBy(vault))) {
    return { refusal: null, audit }
  }
  const refusal =
    access === 'enabled' ? byFirewall(vault, caller, address) : byConnection(vault, caller)
  return { refusal, audit }
}

function isApproved(db: Db, vault: VaultRecord, endpointId: string): boolean {
  const connection = connectionOf(db, endpointId)
  return connection?.vault === vault.key && connection.status === 'Approved'
}

function letsIn(
  rules: NetworkRules | null,
  address: string,
  subnetId: string | undefined,
): boolean {
  if (rules?.defaultAction.toLowerCase() !== 'deny') return true
  if (subnetId !== undefined) {
    const id = subnetId.toLowerCase()
    return rules.virtualNetworkRules.some((rule) => rule.id.toLowerCase() === id)
  }
  return isListed(rules, address)
}

/** `AzureServices` unless the vault says otherwise; a network security perimeter knows no bypass. */
function letsServicesBy(vault: VaultRecord): boolean {
  if (vault.publicNetworkAccess.toLowerCase() === 'securedbyperimeter') return false
  return vault.networkAcls?.bypass.toLowerCase() !== 'none'
}

function byConnection(vault: VaultRecord, caller: TokenClaims): VaultError {
  return forbidden(
    'Public network access is disabled and request is not from a trusted service nor via an ' +
      `approved private link.\r\n${callerLine(caller)}\r\n${vaultLine(vault)}`,
    'ForbiddenByConnection',
  )
}

function byFirewall(vault: VaultRecord, caller: TokenClaims, address: string): VaultError {
  const reason =
    vault.networkAcls?.bypass.toLowerCase() === 'none'
      ? 'Client address is not authorized and caller was ignored because bypass is set to None'
      : 'Client address is not authorized and caller is not a trusted service.'
  return forbidden(
    `${reason}\r\nClient address: ${address}\r\n${callerLine(caller)}\r\n${vaultLine(vault)}`,
    'ForbiddenByFirewall',
  )
}

function isListed(rules: NetworkRules, address: string): boolean {
  // The service's rules are IPv4 only.
  return isIP(address) === 4 && listOf(rules).check(address)
}

/** A vault may have 1,000 rules, and each call is held against them. */
const lists = new WeakMap<NetworkRules, BlockList>()

function listOf(rules: NetworkRules): BlockList {
  const known = lists.get(rules)
  if (known) return known
  const list = new BlockList()
  for (const { value } of rules.ipRules) {
    const [start = '', bits] = value.split('/')
    if (isIP(start) !== 4) continue
    if (bits === undefined) list.addAddress(start)
    else list.addSubnet(start, Number(bits))
  }
  lists.set(rules, list)
  return list
}
