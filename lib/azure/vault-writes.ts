import 'server-only'
import type {
  DeletedVault,
  VaultCreateOrUpdateParameters,
  VaultPatchParameters,
} from '@azure/arm-keyvault'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import type { ArmVault } from './arm.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'
import { type Long, waitFor } from './wait-for.ts'

export type { DeletedVault, VaultCreateOrUpdateParameters, VaultPatchParameters }

/** Whether a name is free, as Azure says it. */
export interface NameVerdict {
  readonly available: boolean
  /** True when another vault has it, deleted ones included; false when it is no name at all. */
  readonly taken: boolean
}

/**
 * Vaults made, changed, deleted and brought back, as one user. What takes Azure long is waited for a while
 * only: null then, and it goes on. Every method throws `FailureError`.
 */
export interface VaultWriteGateway {
  checkName(subscriptionId: string, name: string): Promise<NameVerdict>
  create(place: VaultPlace, vault: VaultCreateOrUpdateParameters): Promise<ArmVault | null>
  /** Changes what is named; tags are replaced as a whole. Never the other settings. */
  update(place: VaultPlace, change: VaultPatchParameters): Promise<ArmVault>
  /** Nothing happens when there is none. */
  delete(place: VaultPlace): Promise<void>
  /** All pages. */
  listDeleted(subscriptionId: string): Promise<DeletedVault[]>
  recover(place: VaultPlace, location: string, tenantId: string): Promise<ArmVault | null>
  /** True when nothing of it is left. */
  purge(place: VaultPlace, location: string): Promise<boolean>
}

const type = 'Microsoft.KeyVault/vaults'

export function vaultWriteGateway(clients: UserClients): VaultWriteGateway {
  const vaults = ({ subscriptionId }: Pick<VaultPlace, 'subscriptionId'>) =>
    clients.vaults(subscriptionId).vaults
  const context = (
    right: string,
    vault: string | null,
    object = `the vault ${vault}`,
  ): CallContext => ({
    plane: 'management',
    right: `Microsoft.KeyVault/${right}`,
    vault,
    object,
  })
  const put = (place: VaultPlace, body: VaultCreateOrUpdateParameters): Promise<Long<ArmVault>> =>
    waitFor(vaults(place).createOrUpdate(place.resourceGroup, place.vault, body, interval))
  return {
    checkName: (subscriptionId, name) =>
      translated(
        context('checkNameAvailability/read', null, 'whether a name is free'),
        async () => {
          const { nameAvailable, reason } = await vaults({ subscriptionId }).checkNameAvailability({
            name,
            type,
          })
          return { available: nameAvailable ?? false, taken: reason === 'AlreadyExists' }
        },
      ),
    create: (place, body) =>
      translated(
        context('vaults/write', place.vault, `vaults in ${place.resourceGroup}`),
        async () => resultOf(await put(place, body)),
      ),
    update: (place, change) =>
      translated(context('vaults/write', place.vault), () =>
        vaults(place).update(place.resourceGroup, place.vault, change),
      ),
    delete: (place) =>
      translated(context('vaults/delete', place.vault), () =>
        vaults(place).delete(place.resourceGroup, place.vault),
      ),
    listDeleted: (subscriptionId) =>
      translated(
        context('deletedVaults/read', null, `the deleted vaults of subscription ${subscriptionId}`),
        async () => {
          const found: DeletedVault[] = []
          for await (const vault of vaults({ subscriptionId }).listDeleted()) found.push(vault)
          return found
        },
      ),
    // Of the body only the place is read; the client's types want the rest.
    recover: (place, location, tenantId) =>
      translated(context('vaults/write', place.vault), async () =>
        resultOf(
          await put(place, {
            location,
            properties: {
              tenantId,
              sku: { family: 'A', name: 'standard' },
              createMode: 'recover',
            },
          }),
        ),
      ),
    purge: (place, location) =>
      translated(context('locations/deletedVaults/purge/action', place.vault), async () => {
        const { done } = await waitFor(vaults(place).purgeDeleted(place.vault, location, interval))
        return done
      }),
  }
}

/** The client asks every 30 s by itself; Azure says how often it likes, and wins. */
const interval = { updateIntervalInMs: 1_000 }

function resultOf<T>(long: Long<T>): T | null {
  return long.done ? long.result : null
}
