import type { Db } from '../../store/store.ts'
import type { JsonObject } from '../../vault/json.ts'
import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject, optionalText } from '../body.ts'
import type { ArmAnswer, ProvenCall, WriteOperation } from '../call.ts'
import { readLocation, requireSameLocation } from '../locations.ts'
import { requireSubnets } from '../networks/require-subnets.ts'
import { readTags } from '../tags.ts'
import { findDeletedVault, restoreVault } from './deleted-table.ts'
import {
  alreadyExists,
  deletedStateConflict,
  deletedVaultNotFound,
  invalidMember,
  invalidValue,
  nameNotValid,
} from './errors.ts'
import { isVaultName } from './name.ts'
import { type VaultPlace, vaultPath, vaultPlace } from './path.ts'
import { readProperties, withGiven } from './read-properties.ts'
import { saveVault } from './save.ts'
import { createdBy } from './system-data.ts'
import { findVault, findVaultByHostName, insertVault } from './table.ts'
import { type VaultProperties, vaultDefaults } from './vault-record.ts'
import { newVaultBody, vaultBody, vaultType } from './wire.ts'

/** From this version on a new vault is on role assignments unless the request says otherwise. */
const rbacByDefault = '2026-02-01'

/** Makes a vault, replaces its settings, or recovers a deleted one.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update */
export const putVault: WriteOperation = {
  method: 'PUT',
  path: vaultPath,
  name: 'VaultPut',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  prepare(call, param) {
    const place = vaultPlace(call, param, 'write')
    const body = call.body()
    const location = readLocation(body, vaultType)
    const properties = optionalObject(body, 'properties')
    if (properties === undefined) throw invalidMember('properties')
    const recover = readMode(properties) === 'recover'
    return (db) => {
      const before = findVault(db, place)
      if (before) requireSameLocation(before, location)
      if (!isVaultName(place.name)) throw nameNotValid(place.name)
      if (recover) return recoverVault(db, call, place, location)
      return before
        ? replaceVault(db, call, place, body, properties)
        : createVault(db, call, { ...place, location }, body, properties)
    }
  },
}

/** `default` or `recover`. */
function readMode(properties: JsonObject): string {
  const mode = optionalText(properties, 'createMode') ?? 'default'
  if (!/^(default|recover)$/i.test(mode)) throw invalidValue('properties.createMode', mode)
  return mode.toLowerCase()
}

function createVault(
  db: Db,
  call: ProvenCall,
  place: VaultPlace & { location: string },
  body: JsonObject,
  properties: JsonObject,
): ArmAnswer {
  requireFreeName(db, place)
  const input = readProperties(properties, null)
  const { sku } = input
  if (sku === undefined) throw invalidMember('sku')
  requireSubnets(call, input.networkAcls, place)
  const enableRbacAuthorization = call.apiVersion >= rbacByDefault ? true : null
  const made = withGiven(
    { ...vaultDefaults, tenantId: input.tenantId, sku, enableRbacAuthorization },
    input,
  )
  requirePolicies(made, input.accessPolicies)
  const tags = readTags(body) ?? {}
  const vault = insertVault(db, { ...place, ...made, tags, systemData: createdBy(call) })
  return { status: 200, body: newVaultBody(db, vault) }
}

/** A request that says nothing of a setting sets it back, but for those that stay once they are set. */
function replaceVault(
  db: Db,
  call: ProvenCall,
  place: VaultPlace,
  body: JsonObject,
  properties: JsonObject,
): ArmAnswer {
  const before = findVault(db, place)
  if (!before) throw invalidMember('name')
  const input = readProperties(properties, before)
  const { sku } = input
  if (sku === undefined) throw invalidMember('sku')
  requireSubnets(call, input.networkAcls, place)
  const after = withGiven(
    {
      ...vaultDefaults,
      tenantId: input.tenantId,
      sku,
      softDeleteRetentionInDays: before.softDeleteRetentionInDays,
      enableRbacAuthorization: before.enableRbacAuthorization,
      enablePurgeProtection: before.enablePurgeProtection,
    },
    input,
  )
  requirePolicies(after, input.accessPolicies)
  const saved = saveVault(db, call, before, { ...after, tags: readTags(body) ?? {} })
  return { status: 200, body: vaultBody(db, saved) }
}

/** All of the request but the place is ignored. */
function recoverVault(db: Db, call: ProvenCall, place: VaultPlace, location: string): ArmAnswer {
  if (findVaultByHostName(db, place.name)) throw alreadyExists(place.name)
  const deleted = findDeletedVault(db, place.name)
  if (
    deleted?.vault.subscriptionId !== place.subscriptionId ||
    deleted.vault.resourceGroup.toLowerCase() !== place.resourceGroup.toLowerCase() ||
    deleted.vault.location !== location
  ) {
    throw deletedVaultNotFound(place.name)
  }
  const body = vaultBody(db, restoreVault(db, deleted))
  return { status: 200, body, auditName: 'VaultRecover', after: () => call.vaultRecovered() }
}

function requireFreeName(db: Db, place: VaultPlace): void {
  const deleted = findDeletedVault(db, place.name)
  if (deleted?.vault.subscriptionId === place.subscriptionId) throw deletedStateConflict()
  if (deleted || findVaultByHostName(db, place.name)) throw alreadyExists(place.name)
}

/** A vault on access policies says which, be it none. */
function requirePolicies(vault: VaultProperties, given: unknown): void {
  if (vault.enableRbacAuthorization !== true && given === undefined) {
    throw invalidMember('accessPolicies')
  }
}
