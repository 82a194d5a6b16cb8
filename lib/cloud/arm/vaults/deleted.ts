import { keyVaultProvider } from '../api-versions.ts'
import type { ArmAnswer, PathParams, ProvenCall, ReadOperation, WriteOperation } from '../call.ts'
import { ArmError } from '../errors.ts'
import { normalLocation } from '../locations.ts'
import { paginate } from '../paging.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { type DeletedVault, findDeletedVault, listDeletedVaults } from './deleted-table.ts'
import { deletedVaultNotFound, purgeNotAllowed } from './errors.ts'
import { findPurge, type Purge, startPurge } from './purge.ts'

const provider = '/subscriptions/:subscription/providers/microsoft.keyvault'
const deletedPath = `${provider}/locations/:location/deletedvaults/:vault`

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/list-deleted */
const list: ReadOperation = {
  method: 'GET',
  path: `${provider}/deletedvaults`,
  name: 'VaultListDeleted',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    authorize(call, 'Microsoft.KeyVault/deletedVaults/read', `/subscriptions/${id}`)
    const { value, ...rest } = paginate(call, listDeletedVaults(call.ctx.store, id), {
      markerOf: ({ vault }) => [vault.name],
      link: 'more',
    })
    return { status: 200, body: { value: value.map(deletedBody), ...rest } }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/get-deleted */
const get: ReadOperation = {
  method: 'GET',
  path: deletedPath,
  name: 'VaultGetDeleted',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  handle(call, param) {
    return { status: 200, body: deletedBody(requireDeleted(call, param, 'read')) }
  },
}

/**
 * Ends a deleted vault before its time.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/purge-deleted
 */
const purge: WriteOperation = {
  method: 'POST',
  path: `${deletedPath}/purge`,
  name: 'VaultPurge',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  prepare(call, param) {
    requireDeleted(call, param, 'purge/action')
    return (db) => {
      const deleted = requireDeleted(call, param, 'purge/action')
      if (deleted.vault.enablePurgeProtection === true) throw purgeNotAllowed()
      const started = startPurge(db, deleted, call.ctx.clock.now())
      return {
        status: 202,
        headers: { Location: resultUrl(call, deleted.vault.location, started), 'Retry-After': '1' },
        after: () => call.purger.wake(),
      }
    }
  },
}

/** What a purge has come to: 202 while it runs, 200 when all is gone. */
const result: ReadOperation = {
  method: 'GET',
  path: `${provider}/locations/:location/operationresults/:operation`,
  name: 'VaultPurgeResult',
  category: 'Administrative',
  versions: keyVaultProvider,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    authorize(call, 'Microsoft.KeyVault/locations/operationResults/read', `/subscriptions/${id}`)
    const found = findPurge(
      call.ctx.store,
      Buffer.from(param('operation'), 'base64url').toString('utf8'),
    )
    if (found?.subscriptionId !== id) {
      throw new ArmError(404, 'OperationNotFound', 'The operation could not be found.')
    }
    return resultOf(call, normalLocation(param('location')), found)
  },
}

export const deletedVaultOperations = [list, get, purge, result] as const

function resultOf(call: ProvenCall, location: string, found: Purge): ArmAnswer {
  const body = {
    createdDateTime: dateTime(found.startedAt),
    lastActionDateTime: dateTime(found.doneAt ?? found.startedAt),
    status: found.doneAt ? 'Succeeded' : 'InProgress',
  }
  if (found.doneAt) return { status: 200, body }
  const headers = { Location: resultUrl(call, location, found), 'Retry-After': '1' }
  return { status: 202, body, headers }
}

function resultUrl(call: ProvenCall, location: string, { id, subscriptionId }: Purge): string {
  return (
    `${call.url.origin}/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/` +
    `${location}/operationResults/${Buffer.from(id).toString('base64url')}` +
    `?api-version=${call.apiVersion}`
  )
}

/** `2022-06-30 10:53:17Z` */
function dateTime(date: Date): string {
  return date.toISOString().replace('T', ' ').replace(/\.\d+/, '')
}

function requireDeleted(call: ProvenCall, param: PathParams, action: string): DeletedVault {
  const { id } = requireSubscription(call, param('subscription'))
  const location = normalLocation(param('location'))
  const name = param('vault')
  authorize(
    call,
    `Microsoft.KeyVault/locations/deletedVaults/${action}`,
    `/subscriptions/${id}/providers/Microsoft.KeyVault/locations/${location}/deletedVaults/${name}`,
  )
  const deleted = findDeletedVault(call.ctx.store, name)
  if (deleted?.vault.subscriptionId !== id || deleted.vault.location !== location) {
    throw deletedVaultNotFound(name)
  }
  return deleted
}

function deletedBody({ vault, deletedAt, purgeAt }: DeletedVault): object {
  return {
    id:
      `/subscriptions/${vault.subscriptionId}/providers/Microsoft.KeyVault/locations/` +
      `${vault.location}/deletedVaults/${vault.name}`,
    name: vault.name,
    type: 'Microsoft.KeyVault/deletedVaults',
    properties: {
      vaultId: vault.id,
      location: vault.location,
      tags: vault.tags,
      deletionDate: seconds(deletedAt),
      scheduledPurgeDate: seconds(purgeAt),
      ...(vault.enablePurgeProtection === true ? { purgeProtectionEnabled: true } : {}),
    },
  }
}

function seconds(date: Date): string {
  return date.toISOString().replace(/\.\d+/, '')
}
