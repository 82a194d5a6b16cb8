import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../../store/store.ts'
import { newestVersion, versionOfName } from '../../vault/api-version.ts'
import { checkName, keyOf } from '../../vault/identifiers.ts'
import type { JsonObject } from '../../vault/json.ts'
import { checkTier, readKeySpec } from '../../vault/keys/key-type.ts'
import { makeMaterial } from '../../vault/keys/material.ts'
import { checkKeyName, requireKey } from '../../vault/keys/name-state.ts'
import { applyNewKey, readNewKey } from '../../vault/keys/new-version.ts'
import { refreshRotation } from '../../vault/keys/rotation-due.ts'
import { type RotationPolicy, readRotationPolicy } from '../../vault/keys/rotation-policy.ts'
import { auditOfKey } from '../../vault/keys/stored-key.ts'
import { putKeyPolicy } from '../../vault/rows/key-versions.ts'
import { findHead, findKeyVersion, listHeads, listKeyVersions } from '../../vault/rows/keys.ts'
import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject } from '../body.ts'
import type { Operation, ReadOperation, WriteOperation } from '../call.ts'
import { paginateRead } from '../paging.ts'
import { requireVault, vaultPath, vaultPlace } from '../vaults/path.ts'
import { vaultUri } from '../vaults/wire.ts'
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
    const base = vaultUri(vault).slice(0, -1)
    const made = { ctx: call.ctx, vault, base, apiVersion: versionOfName(newestVersion), body }
    const head = call.ctx.store.read((db) => checkKeyName(db, vault.key, name, 'create'))
    const request = readNewKey(made, head, spec.kty, body)
    const time = Math.floor(call.ctx.clock.now().getTime() / 1000)
    const rotation = readRotation(call.body(), time)
    const material = await makeMaterial(spec)
    return (db) => {
      const now = requireVault(call, place)
      if (!isLive(db, now.key, name)) {
        applyNewKey(db, { ...made, vault: now }, name, 'create', request, material)
        if (rotation) setRotation(db, { vault: now.key, name: keyOf(name) }, rotation)
      }
      const { head: one, row } = requireKey(db, now.key, name, null)
      return { status: 200, body: keyBody(now, one, row, 'key'), audit: auditOfKey(row) }
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
  const { kty, keySize, curveName, keyOps, ...rest } = optionalObject(body, 'properties') ?? {}
  const { attributes, release_policy } = rest
  const names = { kty, key_size: keySize, crv: curveName, key_ops: keyOps }
  return { ...names, attributes, release_policy, tags: body.tags }
}

function readRotation(body: JsonObject, now: number): RotationPolicy | null {
  const given = optionalObject(optionalObject(body, 'properties') ?? {}, 'rotationPolicy')
  return given ? { ...readRotationPolicy(given, now), created: now, updated: now } : null
}

function setRotation(db: Db, key: { vault: number; name: string }, policy: RotationPolicy): void {
  putKeyPolicy(db, key, 'rotation', JSON.stringify(policy))
  refreshRotation(db, key.vault, key.name)
}
