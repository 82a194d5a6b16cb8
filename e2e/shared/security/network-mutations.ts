import { getJson, type HttpSession, signInOverHttp, signOutOverHttp } from '../http-session.ts'
import { done, VAULT } from './mutations.ts'

/** The vault of the sample whose private endpoint waits for an answer, and whose rules may end by themselves. */
export const VAULT_WITH_ENDPOINT = 'contoso-prod'

interface Network {
  config: { ipRules: string[] }
  connections: { name: string }[]
  temporary: { id: string; reason: string }[]
}

const lettingIn = (rule: string, reason: string) => ({
  vault: VAULT_WITH_ENDPOINT,
  rule,
  hours: 1,
  reason,
})

async function temporaryId(session: HttpSession, reason: string): Promise<string> {
  const path = `/api/network/${VAULT_WITH_ENDPOINT}`
  const { temporary } = await getJson<Network>(session, path)
  const found = temporary.find((one) => one.reason === reason)
  if (!found) throw new Error(`Nothing is let in for the reason ${reason}.`)
  return found.id
}

/** What is sent about the networks of vaults; lets somebody in, to be shut out again. */
export async function networkMutations(session: HttpSession): Promise<[string, object][]> {
  await done(session, 'createTemporaryRuleAction', lettingIn('20.7.7.1', 'To be closed'))
  const [network, guarded] = await Promise.all(
    [VAULT, VAULT_WITH_ENDPOINT].map((vault) => getJson<Network>(session, `/api/network/${vault}`)),
  )
  const config = network?.config ?? { ipRules: [] }
  const [waiting] = guarded?.connections ?? []
  if (!waiting) throw new Error('A private endpoint of the sample waits for an answer.')
  return [
    ['updateNetworkAction', networkChange(config, [...config.ipRules, '203.0.113.77/32'])],
    [
      'updateConnectionAction',
      { vault: VAULT_WITH_ENDPOINT, name: waiting.name, status: 'Approved', description: '' },
    ],
    ['updateSubnetAction', { vault: VAULT, id: await subnetWithout(session) }],
    ['createTemporaryRuleAction', lettingIn('20.7.7.2', 'By a foreign page')],
    [
      'deleteTemporaryRuleAction',
      { vault: VAULT_WITH_ENDPOINT, id: await temporaryId(session, 'To be closed') },
    ],
  ]
}

/** A subnet of the sample that has no service endpoint and needs none. */
async function subnetWithout(session: HttpSession): Promise<string> {
  const { items } = await getJson<{ items: { id: string }[] }>(session, '/api/subnets')
  return items.find(({ id }) => id.endsWith('/snet-endpoints'))?.id ?? ''
}

/** Carries all of it out, and leaves the networks as they were. */
export async function carryOutNetworks(
  session: HttpSession,
  inputOf: (action: string) => object,
): Promise<void> {
  for (const action of [
    'updateNetworkAction',
    'updateConnectionAction',
    'deleteTemporaryRuleAction',
    'createTemporaryRuleAction',
  ]) {
    await done(session, action, inputOf(action))
  }
  // The networks are not the vaults': it takes an owner.
  const owner = await signInOverHttp('owner@contoso.example')
  await done(owner, 'updateSubnetAction', inputOf('updateSubnetAction'))
  await signOutOverHttp(owner)
  const { config } = await getJson<Network>(session, `/api/network/${VAULT}`)
  await done(session, 'updateNetworkAction', networkChange(config, []))
  const id = await temporaryId(session, 'By a foreign page')
  await done(session, 'deleteTemporaryRuleAction', { vault: VAULT_WITH_ENDPOINT, id })
}

function networkChange(config: Network['config'], ipRules: string[]): object {
  return { vault: VAULT, before: config, after: { ...config, ipRules } }
}
