import type { Operation } from '../call.ts'
import { nameOf, versionOf, wireOf } from '../certificates/call-parts.ts'
import { badParameter } from '../errors.ts'
import { optionalStrings } from '../json.ts'
import { putKeyPolicy, updateKeyVersion } from '../rows/key-versions.ts'
import { readTags } from '../tags.ts'
import { readKeyAttributes } from './attributes.ts'
import { keyBundle } from './bundle.ts'
import { checkKeyOps } from './key-ops.ts'
import { requireKey, requireOwnKey } from './name-state.ts'
import { checkReplaceable, readReleasePolicy } from './release-policy.ts'
import { mayUpdate } from './rights.ts'
import { refreshRotation } from './rotation-due.ts'
import { auditOfKey, typeOf } from './stored-key.ts'

/** Changes attributes, operations and tags of a version, and the release policy of the key. */
const update: Omit<Operation, 'path'> = {
  name: 'KeyUpdate',
  method: 'PATCH',
  right: mayUpdate,
  prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    const attributes = readKeyAttributes(call.body)
    const tags = readTags(call.body)
    const operations = optionalStrings(call.body, 'key_ops')
    const policy = readReleasePolicy(call.body)
    return (db) => {
      const { head, row } = requireOwnKey(db, call.vault.key, name, version, 'update')
      if (attributes.exportable !== undefined && attributes.exportable !== row.exportable) {
        throw badParameter(
          'AKV.SKR.1003: The exportable attribute of an existing key cannot be changed.',
        )
      }
      if (policy) {
        if (version !== null) {
          throw badParameter('AKV.SKR.1016: Key Release Policy can only be set on versionless key.')
        }
        checkReplaceable(head, policy)
        putKeyPolicy(db, head, 'release', JSON.stringify(policy))
      }
      updateKeyVersion(
        db,
        { ...head, version: row.version },
        {
          enabled: attributes.enabled ?? row.enabled,
          nbf: attributes.nbf ?? row.nbf,
          exp: attributes.exp ?? row.exp,
          tags: tags ?? row.tags,
          operations: operations
            ? JSON.stringify(checkKeyOps(operations, typeOf(row), row.exportable))
            : row.operations,
          updated: call.now,
        },
      )
      refreshRotation(db, head.vault, head.name)
      const changed = requireKey(db, head.vault, name, row.version)
      return {
        status: 200,
        body: keyBundle(wireOf(call), changed.head, changed.row),
        audit: auditOfKey(changed.row),
      }
    }
  },
}

export const updateKey: Operation = { ...update, path: '/keys/:name' }
export const updateKeyVersionOperation: Operation = { ...update, path: '/keys/:name/:version' }
