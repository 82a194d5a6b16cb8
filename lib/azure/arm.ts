import 'server-only'
import type { Vault } from '@azure/arm-keyvault'
import type { Subscription } from '@azure/arm-resources-subscriptions'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

export type { Subscription, Vault as ArmVault }

/** Azure Resource Manager, as one user. Every method throws `FailureError`. */
export interface ArmGateway {
  listSubscriptions(): Promise<Subscription[]>
  /** Vaults of one subscription, all pages. */
  listVaults(subscriptionId: string): Promise<Vault[]>
  /** The same as they come: who reads each of them need not wait for the last page. */
  vaultPages(subscriptionId: string): AsyncGenerator<readonly Vault[]>
  getVault(subscriptionId: string, resourceGroup: string, vault: string): Promise<Vault>
}

const read: CallContext = {
  plane: 'management',
  right: 'Microsoft.KeyVault/vaults/read',
  vault: null,
  object: 'the vaults',
}

export function armGateway(clients: UserClients): ArmGateway {
  return {
    listSubscriptions: () =>
      translated(
        {
          ...read,
          right: 'Microsoft.Resources/subscriptions/read',
          object: 'the subscriptions',
        },
        () => all(clients.subscriptions().subscriptions.list()),
      ),
    listVaults: (subscriptionId) =>
      translated({ ...read, object: `the vaults of subscription ${subscriptionId}` }, () =>
        all(clients.vaults(subscriptionId).vaults.listBySubscription()),
      ),
    async *vaultPages(subscriptionId) {
      const context = { ...read, object: `the vaults of subscription ${subscriptionId}` }
      const pages = clients.vaults(subscriptionId).vaults.listBySubscription().byPage()
      for (;;) {
        const page = await translated(context, () => pages.next())
        if (page.done) return
        yield page.value
      }
    },
    getVault: (subscriptionId, resourceGroup, vault) =>
      translated({ ...read, vault, object: `the vault ${vault}` }, () =>
        clients.vaults(subscriptionId).vaults.get(resourceGroup, vault),
      ),
  }
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of pages) items.push(item)
  return items
}
