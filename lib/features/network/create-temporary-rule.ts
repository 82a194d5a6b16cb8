import 'server-only'
import { randomUUID } from 'node:crypto'
import { FailureError, failureOf } from '#lib/domain/failure-error.ts'
import { addFault, normalRule } from '#lib/domain/network/ip-rules.ts'
import { networkPatch } from '#lib/domain/network/network-code.ts'
import { modeOf, type NetworkConfig, subnetWords } from '#lib/domain/network/network-config.ts'
import { grantsAction } from '#lib/domain/roles/match-action.ts'
import { type VaultPlace, vaultPath } from '#lib/domain/vaults/place.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { wholeVault } from '../vaults/internal.ts'
import { configOf, forgetRules } from './internal.ts'
import type { CreateTemporaryRuleInput } from './schema.ts'

const hourMs = 3_600_000

/**
 * Lets an address in as the caller, and remembers to take it away again as the console. What the console
 * could not take away is not let in. Throws `FailureError`.
 */
export async function createTemporaryRule(
  services: Services,
  caller: Caller,
  { vault, rule: typed, hours, reason }: CreateTemporaryRuleInput,
): Promise<{ until: string }> {
  authorize(caller, 'SecurityOperations')
  const { subscriptionId, resourceGroup, name } = await getVault(services, caller, { vault })
  const place = { subscriptionId, resourceGroup, vault: name }
  const { arm, vaultWrites } = services.azureOf(caller)
  const rule = normalRule(typed)
  const now = configOf(await arm.getVault(subscriptionId, resourceGroup, name))
  await assertCloses(services, place, now)
  assertOpens(now, rule, name)
  const madeAt = await services.azureNow()
  const until = new Date(madeAt.getTime() + hours * hourMs).toISOString()
  const intent = {
    verb: 'network.create-temporary-rule',
    vault: name,
    object: wholeVault,
    reason: `${rule} until ${until}: ${reason}`,
  } as const
  return recorded(services, caller, intent, async () => {
    const id = randomUUID()
    await forgetRules(services.store, name, [rule])
    // First, so that whatever happens from here on, somebody closes what may have been opened.
    await services.store
      .insertInto('temporary_rules')
      .values({
        id,
        subscription_id: subscriptionId,
        resource_group: resourceGroup,
        vault: name.toLowerCase(),
        rule,
        reason,
        made_by: caller.userPrincipalName || caller.name,
        made_at: madeAt.toISOString(),
        until,
        tried_at: null,
        tries: 0,
        failure: null,
      })
      .execute()
    try {
      const change = networkPatch(now, { ...now, ipRules: [...now.ipRules, rule] })
      await vaultWrites.update(place, change)
    } catch (error) {
      // Refused for certain: a rule of that name that comes later is not ours to take away.
      const status = failureOf(error)?.status ?? 500
      if (status < 500) {
        await services.store.deleteFrom('temporary_rules').where('id', '=', id).execute()
      }
      throw error
    }
    return { until }
  })
}

/** Azure wants it for each subnet that stays among the rules when one of them goes. */
const joinSubnet = 'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action'

/** What the console could not take away again is not let in for a while. */
async function assertCloses(
  { ownAzure }: Services,
  place: VaultPlace,
  { subnets }: NetworkConfig,
): Promise<void> {
  const needed: [scope: string, what: string, rights: readonly string[]][] = [
    [
      vaultPath(place),
      'may not change this vault',
      ['Microsoft.KeyVault/vaults/read', 'Microsoft.KeyVault/vaults/write'],
    ],
    ...subnets.map(({ id }): [string, string, string[]] => [
      id,
      `may not join ${subnetWords(id)}, which has a rule of its own`,
      [joinSubnet],
    ]),
  ]
  const missing = await mapBounded(needed, fleetConcurrency, async ([scope, what, rights]) => {
    const grants = await ownAzure.roles.listOwnGrants(scope)
    const right = rights.find((one) => !grants.some((grant) => grantsAction(grant, one)))
    return right === undefined ? [] : [{ right, what }]
  })
  const [first] = missing.flat()
  if (first === undefined) return
  const role = first.right === joinSubnet ? 'Network Contributor on that subnet' : vaultRole(place)
  throw new FailureError({
    code: 'forbidden-rbac',
    status: 403,
    title: `Strongroom could not close it again in ${place.vault}`,
    detail: `A rule that ends by itself is taken away by the console, without you. Its own application ${first.what}, so nothing was let in.`,
    nextStep: `Have the console’s application assigned ${role}, or add a rule for good above.`,
    plane: 'management',
    right: first.right,
    vault: place.vault,
  })
}

const vaultRole = ({ resourceGroup }: VaultPlace) =>
  `Key Vault Contributor on the vault or its resource group ${resourceGroup}`

function assertOpens(now: NetworkConfig, rule: string, vault: string): void {
  if (modeOf(now) !== 'selected') {
    throw new FailureError({
      code: 'conflict',
      status: 409,
      title: 'A rule would change nothing',
      detail: `Address rules of ${vault} have an effect while it is reachable from selected networks only.`,
      nextStep: 'Choose “Selected networks” and save, then let somebody in.',
      vault,
    })
  }
  const fault = addFault(rule, now.ipRules)
  if (fault === null) return
  throw new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'This rule cannot be added',
    detail: fault,
    nextStep: 'Correct the address.',
    fields: { rule: [fault] },
  })
}
