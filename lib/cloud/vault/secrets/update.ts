import type { Operation } from '../call.ts'
import { nameOf, versionOf, wireOf } from '../certificates/call-parts.ts'
import { updateSecretVersion } from '../rows/secrets.ts'
import { secretBundle } from './bundle.ts'
import { auditOfSecret, requireOwnSecret } from './found.ts'
import { readSecretBody, withGiven } from './given.ts'
import { mayUpdate } from './rights.ts'

/** Changes attributes, content type and tags of a version. The value never changes. */
const update: Omit<Operation, 'path'> = {
  name: 'SecretUpdate',
  method: 'PATCH',
  right: mayUpdate,
  prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    const given = readSecretBody(call.body)
    return (db) => {
      const { head, row } = requireOwnSecret(db, call.vault.key, name, version, 'update')
      const changed = withGiven(row, given, call.now)
      updateSecretVersion(db, head, changed)
      return {
        status: 200,
        body: secretBundle(wireOf(call), head, changed, null),
        audit: auditOfSecret(changed),
      }
    }
  },
}

export const updateSecret: Operation = { ...update, path: '/secrets/:name' }
export const updateSecretVersionOperation: Operation = {
  ...update,
  path: '/secrets/:name/:version',
}
