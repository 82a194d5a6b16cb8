import { BlockList, isIP } from 'node:net'
import type { NetworkRules, VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { TokenClaims } from '../../login/verify.ts'
import { forbidden } from '../errors.ts'
import { callerLine, vaultLine } from './caller-text.ts'

/** IPv6 sockets report an IPv4 peer as `::ffff:a.b.c.d`. */
export function plainAddress(remoteAddress: string): string {
  return remoteAddress.replace(/^::ffff:(?=\d+\.)/i, '')
}

/**
 * The vault's firewall. Trusted services are first-party identities of Microsoft, which never call
 * this cloud, so `bypass` decides only the wording of the refusal.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 */
export function checkNetwork(vault: VaultRecord, caller: TokenClaims, remoteAddress: string): void {
  if (vault.publicNetworkAccess.toLowerCase() === 'disabled') {
    throw forbidden(
      'Public network access is disabled and request is not from a trusted service nor via an ' +
        `approved private link.\r\n${callerLine(caller)}\r\n${vaultLine(vault)}`,
      'ForbiddenByConnection',
    )
  }
  const rules = vault.networkAcls
  const address = plainAddress(remoteAddress)
  if (rules?.defaultAction.toLowerCase() !== 'deny' || isListed(rules, address)) return
  const reason =
    rules.bypass.toLowerCase() === 'none'
      ? 'Client address is not authorized and caller was ignored because bypass is set to None'
      : 'Client address is not authorized and caller is not a trusted service.'
  throw forbidden(
    `${reason}\r\nClient address: ${address}\r\n${callerLine(caller)}\r\n${vaultLine(vault)}`,
    'ForbiddenByFirewall',
  )
}

function isListed(rules: NetworkRules, address: string): boolean {
  // The service's rules are IPv4 only.
  if (isIP(address) !== 4) return false
  const list = new BlockList()
  for (const { value } of rules.ipRules) {
    const [start = '', bits] = value.split('/')
    if (isIP(start) !== 4) continue
    if (bits === undefined) list.addAddress(start)
    else list.addSubnet(start, Number(bits))
  }
  return list.check(address)
}
