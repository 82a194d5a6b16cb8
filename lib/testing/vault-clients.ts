import { ClientSecretCredential } from '@azure/identity'
import { CertificateClient } from '@azure/keyvault-certificates'
import { KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { insertResourceGroup } from '#lib/cloud/arm/subscriptions/table.ts'
import { insertVault, type NewVault } from '#lib/cloud/arm/vaults/table.ts'
import type { Credentials } from '#lib/cloud/login/credentials.ts'
import { policyEntry, vaultDefaults } from '#lib/cloud/vault/vault-under-test.ts'
import type { TestCloud } from './cloud.ts'
import { throughCloud } from './through-cloud.ts'

export interface VaultClients {
  certificates: CertificateClient
  keys: KeyClient
  secrets: SecretClient
}

/** For pollers: the cloud is near. */
export const fast = { intervalInMs: 20 }

/**
 * Adds a vault to an empty cloud and returns the official clients of it, over real TLS, challenge
 * verification left on. They sign in as the application `automation`, which may do everything there.
 *
 * @param others object ids of who else may do everything
 */
export async function addVaultWithClients(
  cloud: TestCloud,
  vault: Partial<NewVault> & { name: string },
  others: readonly string[] = [],
): Promise<VaultClients> {
  const { tenantId, subscriptions } = cloud.credentials
  const subscriptionId = subscriptions[0] ?? ''
  const resourceGroup = `rg-${vault.name}`
  const all = { certificates: ['all'], keys: ['all'], secrets: ['all'] }
  await cloud.cloud.context.store.write((db) => {
    insertResourceGroup(db, {
      subscriptionId,
      name: resourceGroup,
      location: 'westeurope',
      tags: {},
    })
    insertVault(db, {
      ...vaultDefaults,
      subscriptionId,
      resourceGroup,
      tenantId,
      accessPolicies: [automationOf(cloud).objectId, ...others].map((objectId) => ({
        ...policyEntry(objectId, all),
        tenantId,
      })),
      ...vault,
    })
  })
  return clientsOf(cloud, vault.name)
}

/** The clients of a vault that exists. */
export function clientsOf(cloud: TestCloud, vaultName: string): VaultClients {
  const { clientId, clientSecret } = automationOf(cloud)
  const options = throughCloud(cloud)
  const credential = new ClientSecretCredential(
    cloud.credentials.tenantId,
    clientId,
    clientSecret,
    options,
  )
  const url = `https://${vaultName}.vault.azure.net`
  return {
    certificates: new CertificateClient(url, credential, options),
    keys: new KeyClient(url, credential, options),
    secrets: new SecretClient(url, credential, options),
  }
}

function automationOf({ credentials }: TestCloud): Credentials['applications'][number] {
  const automation = credentials.applications.find((one) => one.name === 'automation')
  if (!automation) throw new Error('the credentials name the application automation')
  return automation
}
