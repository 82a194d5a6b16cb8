import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { emitEvent } from '../../events/emit.ts'
import type { Db } from '../../store/store.ts'
import type { Outcome, VaultCall } from '../call.ts'
import { wireOf } from '../certificates/call-parts.ts'
import { keyOf, newVersion } from '../identifiers.ts'
import type { JsonObject } from '../json.ts'
import { addKeyVersion, putKeyPolicy } from '../rows/key-versions.ts'
import type { HeadRow } from '../rows/keys.ts'
import type { Tags } from '../tags.ts'
import { readTags } from '../tags.ts'
import { type GivenAttributes, readKeyAttributes } from './attributes.ts'
import { keyBundle } from './bundle.ts'
import { readKeyOps } from './key-ops.ts'
import type { KeyType } from './key-type.ts'
import type { KeyMaterial } from './material.ts'
import { checkKeyName, type FoundKey, requireKey } from './name-state.ts'
import {
  checkExportable,
  checkReplaceable,
  type ReleasePolicy,
  readReleasePolicy,
} from './release-policy.ts'
import { refreshRotation } from './rotation-due.ts'
import { auditOfKey } from './stored-key.ts'

/** A version that is about to be added. */
export interface VersionToAdd {
  name: string
  material: KeyMaterial
  operations: readonly string[]
  exportable: boolean
  enabled: boolean
  nbf: number | null
  exp: number | null
  tags: Tags | null
}

/** Adds the version, reports it, and returns it as stored. The name was checked in the same write. */
export function applyNewVersion(
  db: Db,
  vault: VaultRecord,
  added: VersionToAdd,
  time: Date,
): FoundKey {
  const { name, material, operations, exportable, enabled, nbf, exp, tags } = added
  const version = newVersion()
  const now = Math.floor(time.getTime() / 1000)
  const times = { now, enabled, nbf, exp, tags }
  addKeyVersion(db, {
    vault: vault.key,
    display: name,
    version,
    operations,
    exportable,
    ...times,
    ...material,
  })
  refreshRotation(db, vault.key, name)
  const found = requireKey(db, vault.key, name, version)
  emitEvent(db, {
    vault,
    type: 'KeyNewVersionCreated',
    objectName: found.head.display,
    version,
    nbf,
    exp,
    time,
  })
  return found
}

/** What the making of a key needs of a call: there are two planes that make keys. */
export type KeyCall = Pick<VaultCall, 'ctx' | 'vault' | 'base' | 'apiVersion' | 'body'>

/** What a create and an import have in common, checked before any slow work. */
export interface NewKeyRequest {
  operations: readonly string[]
  exportable: boolean
  attributes: GivenAttributes
  policy: ReleasePolicy | null
  tags: Tags | null
}

/**
 * Reads all but the key itself.
 * @param head what {@link checkKeyName} found
 * @param key the object that has `key_ops`: the body of a create, the JWK of an import
 */
export function readNewKey(
  call: KeyCall,
  head: HeadRow | null,
  kty: KeyType,
  key: JsonObject,
): NewKeyRequest {
  const attributes = readKeyAttributes(call.body)
  const policy = readReleasePolicy(call.body)
  const tags = readTags(call.body) ?? null
  const exportable = checkExportable(call, attributes.exportable, policy, head)
  const operations = readKeyOps(key, kty, exportable)
  return { operations, exportable, attributes, policy, tags }
}

/** The rest of a create or an import, inside the write: name, version, policy, answer. */
export function applyNewKey(
  db: Db,
  call: KeyCall,
  name: string,
  operation: string,
  request: NewKeyRequest,
  material: KeyMaterial,
): Outcome {
  const before = checkKeyName(db, call.vault.key, name, operation)
  checkExportable(call, request.exportable, request.policy, before)
  const { attributes, policy } = request
  applyNewVersion(
    db,
    call.vault,
    {
      name: before?.display ?? name,
      material,
      operations: request.operations,
      exportable: request.exportable,
      enabled: attributes.enabled ?? true,
      nbf: attributes.nbf ?? null,
      exp: attributes.exp ?? null,
      tags: request.tags,
    },
    call.ctx.clock.now(),
  )
  if (policy) {
    if (before) checkReplaceable(before, policy)
    putKeyPolicy(
      db,
      { vault: call.vault.key, name: keyOf(name) },
      'release',
      JSON.stringify(policy),
    )
  }
  const found = requireKey(db, call.vault.key, name, null)
  return {
    status: 200,
    body: keyBundle(wireOf(call), found.head, found.row),
    audit: auditOfKey(found.row),
  }
}
