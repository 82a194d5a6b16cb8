import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'
import { type ActionResult, getJson, run } from '../api/client.ts'
import type { PartialList } from '../vaults/schema.ts'
import {
  createTemporaryRuleAction,
  deleteTemporaryRuleAction,
  updateConnectionAction,
  updateNetworkAction,
  updateSubnetAction,
} from './actions.ts'
import type {
  CreateTemporaryRuleInput,
  DeleteTemporaryRuleInput,
  EndpointConnection,
  GuardedAddresses,
  SubnetChoice,
  UpdateConnectionInput,
  UpdateNetworkInput,
  UpdateSubnetInput,
  VaultNetwork,
} from './schema.ts'

const root = (vault: string) => `/api/network/${encodeURIComponent(vault)}`

export const networkUrls = {
  get: root,
  addresses: (vault: string) => `${root(vault)}/addresses`,
  subnets: '/api/subnets',
} as const

/** From where a vault may be reached. */
export const networkQuery = (vault: string) =>
  queryOptions({
    queryKey: ['network', vault, 'get'],
    queryFn: ({ signal }) => getJson<VaultNetwork>(networkUrls.get(vault), signal),
  })

/** The person's address and the console's. */
export const addressesQuery = (vault: string) =>
  queryOptions({
    queryKey: ['network', vault, 'addresses'],
    queryFn: ({ signal }) => getJson<GuardedAddresses>(networkUrls.addresses(vault), signal),
  })

/** Every subnet that the person can see. */
export const subnetsQuery = () =>
  queryOptions({
    queryKey: ['subnets'],
    queryFn: ({ signal }) => getJson<PartialList<SubnetChoice>>(networkUrls.subnets, signal),
  })

/** Answers with what the vault has then. Never throws. */
export const updateNetwork = ({
  vault,
  before,
  after,
}: UpdateNetworkInput): Promise<ActionResult<NetworkConfig>> =>
  run(updateNetworkAction({ vault, before: sent(before), after: sent(after) }))

const sent = ({ ipRules, subnets, ...gates }: NetworkConfig) => ({
  ...gates,
  ipRules: [...ipRules],
  subnets: [...subnets],
})

/** Answers with the connection as it is then. Never throws. */
export const updateConnection = (
  input: UpdateConnectionInput,
): Promise<ActionResult<EndpointConnection>> => run(updateConnectionAction(input))

/** Gives a subnet its endpoint. Never throws. */
export const updateSubnet = (input: UpdateSubnetInput): Promise<ActionResult<{ done: boolean }>> =>
  run(updateSubnetAction(input))

/** Answers when the rule is there. Never throws. */
export const createTemporaryRule = (
  input: CreateTemporaryRuleInput,
): Promise<ActionResult<{ until: string }>> => run(createTemporaryRuleAction(input))

/** Takes it away before its time. Never throws. */
export const deleteTemporaryRule = (
  input: DeleteTemporaryRuleInput,
): Promise<ActionResult<{ rule: string }>> => run(deleteTemporaryRuleAction(input))

/** After a write: everything that may show it asks again. */
export async function refreshNetwork(client: QueryClient, vault: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['network', vault] }),
    client.invalidateQueries({ queryKey: ['vaults'] }),
    client.invalidateQueries({ queryKey: ['activity'] }),
  ])
}
