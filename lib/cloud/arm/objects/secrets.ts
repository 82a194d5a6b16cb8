import { invariant } from '#lib/base/invariant.ts'
import { checkName } from '../../vault/identifiers.ts'
import type { JsonObject } from '../../vault/json.ts'
import { listHeads } from '../../vault/rows/keys.ts'
import { findSecretVersion, updateSecretVersion } from '../../vault/rows/secrets.ts'
import { auditOfSecret, requireOwnSecret, requireSecret } from '../../vault/secrets/found.ts'
import { readSecretBody, readSecretValue, withGiven } from '../../vault/secrets/given.ts'
import { applyNewSecret } from '../../vault/secrets/new-version.ts'
import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject } from '../body.ts'
import type { Operation, ReadOperation, WriteOperation } from '../call.ts'
import { paginateRead } from '../paging.ts'
import { requireVault, vaultPath, vaultPlace } from '../vaults/path.ts'
import { secretBody } from './wire.ts'

const path = `${vaultPath}/secrets`
const common = { category: 'AuditEvent', versions: keyVaultProvider } as const

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/list */
const list: ReadOperation = {
  ...common,
  method: 'GET',
  path,
  name: 'SecretList',
  handle(call, param) {
    const vault = requireVault(call, vaultPlace(call, param, 'secrets/read'))
    const db = call.ctx.store
    const { value, ...rest } = paginateRead(
      call,
      (after, limit) => listHeads(db, 'secrets', vault.key, { collection: 'live', after, limit }),
      (head) => head.name,
    )
    const shown = value.map((head) => {
      const row = findSecretVersion(db, vault.key, head.name, head.current)
      invariant(row, `secret ${head.name} has its current version`)
      return secretBody(vault, head, row)
    })
    return { status: 200, body: { value: shown, ...rest } }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/get */
const get: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${path}/:secret`,
  name: 'SecretGet',
  handle(call, param) {
    const place = vaultPlace(call, param, 'secrets/read', `secrets/${param('secret')}`)
    const vault = requireVault(call, place)
    const { head, row } = requireSecret(call.ctx.store, vault.key, param('secret'), null)
    return { status: 200, body: secretBody(vault, head, row) }
  },
}

/**
 * Sets a secret: another version of it when it is there.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/create-or-update
 */
const put: WriteOperation = {
  ...common,
  method: 'PUT',
  path: `${path}/:secret`,
  name: 'SecretSet',
  prepare(call, param) {
    const place = vaultPlace(call, param, 'secrets/write', `secrets/${param('secret')}`)
    const name = checkName(param('secret'))
    const body = asSecretBody(call.body())
    const given = { ...readSecretBody(body), value: readSecretValue(body) }
    return (db) => {
      const vault = requireVault(call, place)
      const { head, row } = applyNewSecret(db, vault, name, given, call.ctx.clock.now())
      return { status: 200, body: secretBody(vault, head, row), audit: auditOfSecret(row) }
    }
  },
}

/**
 * Changes the current version, or adds one with what the last had when the request has a value.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/update
 */
const patch: WriteOperation = {
  ...common,
  method: 'PATCH',
  path: `${path}/:secret`,
  name: 'SecretUpdate',
  prepare(call, param) {
    const place = vaultPlace(call, param, 'secrets/write', `secrets/${param('secret')}`)
    const name = checkName(param('secret'))
    const body = asSecretBody(call.body())
    const given = readSecretBody(body)
    const value = (body.value ?? null) === null ? null : readSecretValue(body)
    return (db) => {
      const vault = requireVault(call, place)
      const { head, row } = requireOwnSecret(db, vault.key, name, null, 'update')
      const time = call.ctx.clock.now()
      const changed = withGiven(row, given, Math.floor(time.getTime() / 1000))
      if (value) applyNewSecret(db, vault, name, { ...changed, value }, time)
      else updateSecretVersion(db, head, changed)
      const after = requireSecret(db, vault.key, name, null)
      return {
        status: 200,
        body: secretBody(vault, after.head, after.row),
        audit: auditOfSecret(after.row),
      }
    }
  },
}

export const secretOperations: readonly Operation[] = [list, get, put, patch]

/** The body in the words of the data plane, which reads the rest. */
function asSecretBody(body: JsonObject): JsonObject {
  return { ...optionalObject(body, 'properties'), tags: body.tags }
}
