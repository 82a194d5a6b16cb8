import type { Operation, Right } from './call.ts'
import { nameOf } from './certificates/call-parts.ts'
import { managedByKeyVault, notImplemented } from './errors.ts'
import * as keyRights from './keys/rights.ts'
import { findHead } from './rows/keys.ts'
import * as secretRights from './secrets/rights.ts'

/**
 * Writes to keys and secrets. Those of a certificate refuse them as the service does; plain keys and
 * secrets are not played yet and say so.
 */
export const managedWrites: readonly Operation[] = [
  write('key', 'KeyDelete', 'DELETE', '/keys/:name', keyRights.mayDelete, 'delete'),
  write('secret', 'SecretSet', 'PUT', '/secrets/:name', secretRights.maySet, 'set'),
  write('secret', 'SecretUpdate', 'PATCH', '/secrets/:name', secretRights.mayUpdate, 'update'),
  write(
    'secret',
    'SecretUpdate',
    'PATCH',
    '/secrets/:name/:version',
    secretRights.mayUpdate,
    'update',
  ),
  write('secret', 'SecretDelete', 'DELETE', '/secrets/:name', secretRights.mayDelete, 'delete'),
]

function write(
  kind: 'key' | 'secret',
  name: string,
  method: Operation['method'],
  path: string,
  right: Right,
  verb: string,
): Operation {
  return {
    name,
    method,
    path,
    right,
    prepare(call) {
      const object = nameOf(call)
      return (db) => {
        const head = findHead(db, kind === 'key' ? 'keys' : 'secrets', call.vault.key, object)
        if (head?.managed && head.deletedAt === null) throw managedByKeyVault(kind, verb)
        throw notImplemented(`writing ${kind}s of their own`)
      }
    },
  }
}
