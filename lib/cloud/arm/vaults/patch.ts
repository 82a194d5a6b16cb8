import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject } from '../body.ts'
import type { WriteOperation } from '../call.ts'
import { requireSubnets } from '../networks/require-subnets.ts'
import { readTags } from '../tags.ts'
import { requireVault, vaultPath, vaultPlace } from './path.ts'
import { readProperties, withGiven } from './read-properties.ts'
import { saveVault } from './save.ts'
import { vaultBody } from './wire.ts'

/**
 * Changes the settings that the request names. Each is replaced as a whole, tags too.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update
 */
export const patchVault: WriteOperation = {
  method: 'PATCH',
  path: vaultPath,
  name: 'VaultPatch',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  prepare(call, param) {
    const place = vaultPlace(call, param, 'write')
    const body = call.body()
    return (db) => {
      const before = requireVault(call, place)
      const input = readProperties(optionalObject(body, 'properties') ?? {}, before)
      requireSubnets(call, input.networkAcls, place)
      const tags = readTags(body) ?? before.tags
      const saved = saveVault(db, call, before, { ...withGiven(before, input), tags })
      return { status: 200, body: vaultBody(db, saved) }
    }
  },
}
