import 'server-only'
import { AuthorizationManagementClient } from '@azure/arm-authorization'
import { KeyVaultManagementClient } from '@azure/arm-keyvault'
import { SubscriptionClient } from '@azure/arm-resources-subscriptions'
import type { TokenCredential } from '@azure/core-auth'
import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline'
import { CertificateClient } from '@azure/keyvault-certificates'
import { SecretClient } from '@azure/keyvault-secrets'
import { bodyChangeStep } from './body-change.ts'
import { type AzureCloud, scopeOf, vaultHost } from './clouds.ts'
import { type GraphRequest, graphRequest } from './graph-request.ts'
import type { Transport } from './transport.ts'

/** A signed-in user as the SDKs want one: gives a token for a scope. */
export type UserCredential = TokenCredential

/** The SDK clients of one user; each sends to one host only. */
export interface UserClients {
  certificates(vault: string): CertificateClient
  secrets(vault: string): SecretClient
  vaults(subscriptionId: string): KeyVaultManagementClient
  subscriptions(): SubscriptionClient
  /** A request to Resource Manager that no client of the SDKs has; their sign-in and patience go with it. */
  management(request: PipelineRequest): Promise<PipelineResponse>
  authorization(subscriptionId: string): AuthorizationManagementClient
  /** One request to Microsoft Graph; answers its body. Throws `RestError` on anything but 2xx. */
  graph(request: GraphRequest): Promise<unknown>
}

export type ClientsOf = (credential: UserCredential) => UserClients

/** Most clients kept for one user: a client is small, but users see hundreds of vaults. */
const keptClients = 600

/**
 * Makes clients and keeps them as long as the credential lives. A kept client has passed the vault's
 * challenge, so the next call needs one request instead of two.
 */
export function createClients(transport: Transport, cloud: AzureCloud): ClientsOf {
  const users = new WeakMap<UserCredential, UserClients>()
  return (credential) => {
    const known = users.get(credential)
    if (known !== undefined) return known
    const made = clientsOf(credential, transport, cloud)
    users.set(credential, made)
    return made
  }
}

function clientsOf(
  credential: UserCredential,
  transport: Transport,
  cloud: AzureCloud,
): UserClients {
  const certificates = kept<CertificateClient>()
  const secrets = kept<SecretClient>()
  const vaults = kept<KeyVaultManagementClient>()
  const management = kept<SubscriptionClient>()
  const authorization = kept<AuthorizationManagementClient>()
  // The transport repeats what may be repeated; two layers of retries would multiply.
  const options = (host: string) => ({
    httpClient: transport.clientFor(host),
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
  })
  const armOptions = () => ({
    ...options(cloud.managementHost),
    endpoint: `https://${cloud.managementHost}`,
    credentials: { scopes: [scopeOf(cloud, 'management')] },
  })
  const subscriptions = () => management('', () => new SubscriptionClient(credential, armOptions()))
  // The client of an older generation, which calls these two otherwise.
  const roleOptions = () => ({
    ...options(cloud.managementHost),
    endpoint: `https://${cloud.managementHost}`,
    credentialScopes: scopeOf(cloud, 'management'),
  })
  return {
    certificates(vault) {
      const host = vaultHost(cloud, vault)
      return certificates(
        host,
        () =>
          new CertificateClient(`https://${host}`, credential, {
            ...options(host),
            additionalPolicies: [{ policy: bodyChangeStep, position: 'perCall' }],
          }),
      )
    },
    secrets(vault) {
      const host = vaultHost(cloud, vault)
      return secrets(host, () => new SecretClient(`https://${host}`, credential, options(host)))
    },
    vaults: (subscriptionId) =>
      vaults(
        subscriptionId,
        () => new KeyVaultManagementClient(credential, subscriptionId, armOptions()),
      ),
    subscriptions,
    management: (request) =>
      subscriptions().pipeline.sendRequest(transport.clientFor(cloud.managementHost), request),
    authorization: (subscriptionId) =>
      authorization(
        subscriptionId,
        () => new AuthorizationManagementClient(credential, subscriptionId, roleOptions()),
      ),
    graph: (request) =>
      graphRequest(transport.clientFor(cloud.graphHost), cloud, credential, request),
  }
}

function kept<Client>() {
  const clients = new Map<string, Client>()
  return (key: string, make: () => Client): Client => {
    const known = clients.get(key)
    if (known !== undefined) return known
    const oldest = clients.keys().next()
    if (clients.size >= keptClients && !oldest.done) clients.delete(oldest.value)
    const made = make()
    clients.set(key, made)
    return made
  }
}
