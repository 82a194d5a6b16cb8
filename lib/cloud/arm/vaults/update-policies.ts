import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject } from '../body.ts'
import type { WriteOperation } from '../call.ts'
import {
  changePolicies,
  type PolicyChange,
  readAccessPolicies,
  requireRoom,
} from './access-policies.ts'
import { invalidMember, invalidValue } from './errors.ts'
import { requireVault, vaultPath, vaultPlace } from './path.ts'
import { saveVault } from './save.ts'

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy */
export const updatePolicies: WriteOperation = {
  method: 'PUT',
  path: `${vaultPath}/accesspolicies/:operation`,
  name: 'VaultPatch',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  prepare(call, param) {
    const place = vaultPlace(call, param, 'accessPolicies/write')
    const change = readChange(param('operation'))
    const properties = optionalObject(call.body(), 'properties') ?? {}
    return (db) => {
      const before = requireVault(call, place)
      const given = readAccessPolicies(properties, before.tenantId)
      if (given === undefined) throw invalidMember('accessPolicies')
      const accessPolicies = changePolicies(before.accessPolicies, change, given)
      requireRoom(accessPolicies.length)
      saveVault(db, call, before, { accessPolicies })
      return {
        status: 200,
        body: {
          id: `${before.id}/accessPolicies/`,
          type: 'Microsoft.KeyVault/vaults/accessPolicies',
          properties: { accessPolicies },
        },
      }
    }
  },
}

function readChange(text: string): PolicyChange {
  const change = text.toLowerCase()
  if (change === 'add' || change === 'replace' || change === 'remove') return change
  throw invalidValue('operationKind', text)
}
