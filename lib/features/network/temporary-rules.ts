import 'server-only'
import type { UserAzure } from '#lib/azure/gateway.ts'
import { networkPatch } from '#lib/domain/network/network-code.ts'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import type { TemporaryRuleRow } from '#lib/store/schema.ts'
import type { Store } from '#lib/store/store.ts'
import { recorded } from '../activity/record.ts'
import type { Actor, Services } from '../services.ts'
import { wholeVault } from '../vaults/internal.ts'
import { configOf } from './internal.ts'
import type { TemporaryRule } from './schema.ts'

export const placeOf = (row: TemporaryRuleRow): VaultPlace => ({
  subscriptionId: row.subscription_id,
  resourceGroup: row.resource_group,
  vault: row.vault,
})

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

/** Takes a rule away, records it and forgets it. One that has gone already is only forgotten. Throws `FailureError`. */
export async function closeRule(
  services: Services,
  { arm, vaultWrites }: UserAzure,
  actor: Actor,
  row: TemporaryRuleRow,
): Promise<void> {
  const place = placeOf(row)
  const intent = {
    verb: 'network.delete-temporary-rule',
    vault: row.vault,
    object: wholeVault,
    reason: `${row.rule}: ${row.reason}`,
  } as const
  await recorded(services, actor, intent, async () => {
    const now = configOf(await arm.getVault(place.subscriptionId, place.resourceGroup, place.vault))
    const ipRules = now.ipRules.filter((rule) => rule !== row.rule)
    if (ipRules.length < now.ipRules.length) {
      await vaultWrites.update(place, networkPatch(now, { ...now, ipRules }))
    }
  })
  await services.store.deleteFrom('temporary_rules').where('id', '=', row.id).execute()
}
