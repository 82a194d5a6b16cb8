import { getJson, type HttpSession } from '../http-session.ts'
import { VAULT } from './mutations.ts'

/** The vault of the sample whose private endpoint waits for an answer. */
export const VAULT_WITH_ENDPOINT = 'contoso-prod'

interface Network {
  config: { ipRules: string[] }
  connections: { name: string }[]
}

/** What is sent about the networks of vaults. */
export async function networkMutations(session: HttpSession): Promise<[string, object][]> {
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
  ]
}

/** The address rules of the vault as they are, as an input that puts others in their place. */
export async function networkRestored(session: HttpSession, ipRules: string[]): Promise<object> {
  const { config } = await getJson<Network>(session, `/api/network/${VAULT}`)
  return networkChange(config, ipRules)
}

function networkChange(config: Network['config'], ipRules: string[]): object {
  return { vault: VAULT, before: config, after: { ...config, ipRules } }
}
