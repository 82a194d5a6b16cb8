import type { Right } from '../call.ts'

function right(permission: string, action: string): Right {
  return { area: 'secrets', permission, action: `secrets/${action}` }
}

export const mayGet = right('get', 'getSecret/action')
/** A deleted secret is shown without its value, which to roles is a matter of its metadata. */
export const mayGetDeleted = right('get', 'readMetadata/action')
export const mayList = right('list', 'readMetadata/action')
export const maySet = right('set', 'setSecret/action')
/** An access policy has no permission of its own for it; the role actions do. */
export const mayUpdate = right('set', 'update/action')
export const mayDelete = right('delete', 'delete')
export const mayRecover = right('recover', 'recover/action')
export const mayPurge = right('purge', 'purge/action')
export const mayBackup = right('backup', 'backup/action')
export const mayRestore = right('restore', 'restore/action')
