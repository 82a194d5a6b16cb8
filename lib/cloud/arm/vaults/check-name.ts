import { keyVaultProvider } from '../api-versions.ts'
import { optionalText } from '../body.ts'
import type { ReadOperation } from '../call.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { alreadyExistsText, invalidMember, nameNotValidText } from './errors.ts'
import { isNameTaken, isVaultName } from './name.ts'
import { vaultType } from './wire.ts'

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/check-name-availability */
export const checkName: ReadOperation = {
  method: 'POST',
  path: '/subscriptions/:subscription/providers/microsoft.keyvault/checknameavailability',
  name: 'VaultCheckNameAvailability',
  category: 'Administrative',
  versions: keyVaultProvider,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    authorize(call, 'Microsoft.KeyVault/checkNameAvailability/read', `/subscriptions/${id}`)
    const body = call.body()
    const name = optionalText(body, 'name')
    if (name === undefined) throw invalidMember('name')
    if (optionalText(body, 'type')?.toLowerCase() !== vaultType.toLowerCase()) {
      throw invalidMember('type')
    }
    return { status: 200, body: verdict(name, isNameTaken(call.ctx.store, name)) }
  },
}

function verdict(name: string, taken: boolean): object {
  if (!isVaultName(name)) {
    return {
      nameAvailable: false,
      reason: 'AccountNameInvalid',
      message: nameNotValidText(name.slice(0, 256)),
    }
  }
  return taken
    ? { nameAvailable: false, reason: 'AlreadyExists', message: alreadyExistsText(name) }
    : { nameAvailable: true }
}
