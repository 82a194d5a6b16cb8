import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../../store/store.ts'
import { checkName } from '../../vault/identifiers.ts'
import type { JsonObject } from '../../vault/json.ts'
import { readKeyAttributes } from '../../vault/keys/attributes.ts'
import { readKeyOps } from '../../vault/keys/key-ops.ts'
import { checkTier, readKeySpec } from '../../vault/keys/key-type.ts'
import { makeMaterial } from '../../vault/keys/material.ts'
import { checkKeyName, requireKey } from '../../vault/keys/name-state.ts'
import { applyNewVersion } from '../../vault/keys/new-version.ts'
import { auditOfKey } from '../../vault/keys/stored-key.ts'
import { findHead, findKeyVersion, listHeads, listKeyVersions } from '../../vault/rows/keys.ts'
import { readTags } from '../../vault/tags.ts'
import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject } from '../body.ts'
import type { Operation, ReadOperation, WriteOperation } from '../call.ts'
import { notImplemented } from '../errors.ts'
import { paginateRead } from '../paging.ts'
import { requireVault, vaultPath, vaultPlace } from '../vaults/path.ts'
import { keyBody } from './wire.ts'

const path = `${vaultPath}/keys`
const common = { category: 'AuditEvent', versions: keyVaultProvider } as const

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/list */
const list: ReadOperation = {
  ...common,
  method: 'GET',
  path,
  name: 'KeyList',
  handle(call, param) {
    const vault = requireVault(call, vaultPlace(call, param, 'keys/read'))
    const db = call.ctx.store
    const { value, ...rest } = paginateRead(
      call,
      (after, limit) => listHeads(db, 'keys', vault.key, { collection: 'live', after, limit }),
      (head) => head.name,
    )
    const shown = value.map((head) => {
      const row = findKeyVersion(db, vault.key, head.name, head.current)
      invariant(row, `key ${head.name} has its current version`)
      return keyBody(vault, head, row, 'key')
    })
    return { status: 200, body: { value: shown, ...rest } }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/get */
const get: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${path}/:key`,
  name: 'KeyGet',
  handle(call, param) {
    const place = vaultPlace(call, param, 'keys/read', `keys/${param('key')}`)
    const vault = requireVault(call, place)
    const { head, row } = requireKey(call.ctx.store, vault.key, param('key'), null)
    return { status: 200, body: keyBody(vault, head, row, 'key') }
  },
}

/**
 * Makes a key that is not there yet; one that is stays as it is.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/create-if-not-exist
 */
const put: WriteOperation = {
  ...common,
  method: 'PUT',
  path: `${path}/:key`,
  name: 'KeyCreate',
  async prepare(call, param) {
    const place = vaultPlace(call, param, 'keys/write', `keys/${param('key')}`)
    const name = checkName(param('key'))
    const vault = requireVault(call, place)
    if (isLive(call.ctx.store, vault.key, name)) {
      return (db) => {
        const { head, row } = requireKey(db, vault.key, name, null)
        return { status: 200, body: keyBody(vault, head, row, 'key') }
      }
    }
    const body = asKeyBody(call.body())
    const spec = readKeySpec(body)
    checkTier(spec.kty, vault)
    const { exportable = false, ...attributes } = readKeyAttributes(body)
    const operations = readKeyOps(body, spec.kty, exportable)
    const tags = readTags(body) ?? null
    call.ctx.store.read((db) => checkKeyName(db, vault.key, name, 'create'))
    if (exportable) throw notImplemented('exportable keys made through the management plane')
    const material = await makeMaterial(spec)
    return (db) => {
      const now = requireVault(call, place)
      if (!isLive(db, now.key, name)) {
        checkKeyName(db, now.key, name, 'create')
        const { enabled = true, nbf = null, exp = null } = attributes
        const added = { name, material, operations, exportable, enabled, nbf, exp, tags }
        applyNewVersion(db, now, added, call.ctx.clock.now())
      }
      const { head, row } = requireKey(db, now.key, name, null)
      return { status: 200, body: keyBody(now, head, row, 'key'), audit: auditOfKey(row) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/list-versions */
const listVersions: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${path}/:key/versions`,
  name: 'KeyListVersions',
  handle(call, param) {
    const place = vaultPlace(call, param, 'keys/versions/read', `keys/${param('key')}`)
    const vault = requireVault(call, place)
    const db = call.ctx.store
    const { head } = requireKey(db, vault.key, param('key'), null)
    const { value, ...rest } = paginateRead(
      call,
      (after, limit) => listKeyVersions(db, vault.key, head.name, { after, limit }),
      (row) => row.version,
    )
    const shown = value.map((row) => keyBody(vault, head, row, 'version'))
    return { status: 200, body: { value: shown, ...rest } }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/keys/get-version */
const getVersion: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${path}/:key/versions/:version`,
  name: 'KeyGet',
  handle(call, param) {
    const place = vaultPlace(call, param, 'keys/versions/read', `keys/${param('key')}`)
    const vault = requireVault(call, place)
    const version = param('version').toLowerCase()
    const { head, row } = requireKey(call.ctx.store, vault.key, param('key'), version)
    return { status: 200, body: keyBody(vault, head, row, 'version') }
  },
}

export const keyOperations: readonly Operation[] = [list, get, put, listVersions, getVersion]

function isLive(db: Db, vault: number, name: string): boolean {
  return findHead(db, 'keys', vault, name)?.deletedAt === null
}

/** The body in the words of the data plane, which reads the rest. */
function asKeyBody(body: JsonObject): JsonObject {
  const properties = optionalObject(body, 'properties') ?? {}
  const { kty, keySize, curveName, keyOps, attributes, rotationPolicy, release_policy } = properties
  if ((rotationPolicy ?? release_policy ?? null) !== null) {
    throw notImplemented('rotation and release policies of keys made through the management plane')
  }
  return { kty, key_size: keySize, crv: curveName, key_ops: keyOps, attributes, tags: body.tags }
}
