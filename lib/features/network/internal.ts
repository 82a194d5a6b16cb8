import 'server-only'
import type { ArmVault } from '#lib/azure/arm.ts'
import type { UserAzure } from '#lib/azure/gateway.ts'
import type { PrivateEndpointConnection } from '#lib/azure/vault-networks.ts'
import { networkPatch } from '#lib/domain/network/network-code.ts'
import type { NetworkConfig, PublicAccess } from '#lib/domain/network/network-config.ts'
import type { TemporaryRuleRow } from '#lib/store/schema.ts'
import type { Store } from '#lib/store/store.ts'
import type { Intent } from '../activity/record.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { EndpointConnection, TemporaryRule } from './schema.ts'

/** What Azure leaves out means: reachable by all, trusted services too. */
export function configOf({ properties }: ArmVault): NetworkConfig {
  const {
    bypass,
    defaultAction,
    ipRules = [],
    virtualNetworkRules = [],
  } = properties.networkAcls ?? {}
  return {
    publicNetworkAccess: accessOf(properties.publicNetworkAccess),
    defaultAction: isWord(defaultAction, 'Deny') ? 'Deny' : 'Allow',
    bypass: isWord(bypass, 'None') ? 'None' : 'AzureServices',
    ipRules: ipRules.map(({ value }) => value),
    subnets: virtualNetworkRules.map(({ id, ignoreMissingVnetServiceEndpoint }) => ({
      id: id.toLowerCase(),
      ignoreMissingEndpoint: ignoreMissingVnetServiceEndpoint === true,
    })),
  }
}

function accessOf(value: string | undefined): PublicAccess {
  if (isWord(value, 'Disabled')) return 'Disabled'
  return isWord(value, 'SecuredByPerimeter') ? 'SecuredByPerimeter' : 'Enabled'
}

/** The service keeps words in the case in which they were sent. */
function isWord(value: string | undefined, word: string): boolean {
  return value?.toLowerCase() === word.toLowerCase()
}

export function toConnection(connection: PrivateEndpointConnection): EndpointConnection {
  const state = connection.privateLinkServiceConnectionState
  return {
    name: connection.name ?? connection.id?.split('/').at(-1) ?? '',
    endpointId: connection.privateEndpoint?.id ?? '',
    status: state?.status ?? 'Disconnected',
    description: state?.description ?? '',
  }
}

/** Those of a vault that it has, soonest first: one that somebody took away already is of no interest. */
export async function temporaryRulesOf(
  store: Store,
  vault: string,
  ipRules: readonly string[],
): Promise<TemporaryRule[]> {
  const rows = await store
    .selectFrom('temporary_rules')
    .selectAll()
    .where('vault', '=', vault.toLowerCase())
    .orderBy('until')
    .execute()
  return rows
    .filter(({ rule }) => ipRules.includes(rule))
    .map(({ id, rule, reason, made_by, until, failure }) => ({
      id,
      rule,
      reason,
      madeBy: made_by,
      until,
      failure,
    }))
}

/** The record of a temporary rule's end, whoever ends it. */
export function endOf({ vault, rule, reason }: TemporaryRuleRow): Intent {
  return {
    verb: 'network.delete-temporary-rule',
    vault,
    object: wholeVault,
    reason: `${rule}: ${reason}`,
  }
}

/** Takes a temporary rule away, and nothing else; one that has gone already is no failure. Throws `FailureError`. */
export async function endRule(
  { arm, vaultWrites }: UserAzure,
  { subscription_id, resource_group, vault, rule }: TemporaryRuleRow,
): Promise<void> {
  const now = configOf(await arm.getVault(subscription_id, resource_group, vault))
  const ipRules = now.ipRules.filter((one) => one !== rule)
  if (ipRules.length === now.ipRules.length) return
  const place = { subscriptionId: subscription_id, resourceGroup: resource_group, vault }
  await vaultWrites.update(place, networkPatch(now, { ...now, ipRules }))
}

/** Of rules that the vault does not have: one that comes again, under the same address, is another. */
export async function forgetRules(
  store: Store,
  vault: string,
  gone: readonly string[],
): Promise<void> {
  if (gone.length === 0) return
  await store
    .deleteFrom('temporary_rules')
    .where('vault', '=', vault.toLowerCase())
    .where('rule', 'in', gone)
    .execute()
}

export async function forgetRule(store: Store, { id }: TemporaryRuleRow): Promise<void> {
  await store.deleteFrom('temporary_rules').where('id', '=', id).execute()
}
