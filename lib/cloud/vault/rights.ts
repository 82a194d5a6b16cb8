import type { Right } from './call.ts'

/** Makes rights on one kind of objects out of the two names of each. */
export function rightOn(area: Right['area']): (permission: string, action: string) => Right {
  return (permission, action) => ({ area, permission, action: `${area}/${action}` })
}

/**
 * The rights that certificates, keys and secrets have under the same names.
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide for the data actions
 */
export function commonRights(area: Right['area']) {
  const right = rightOn(area)
  return {
    mayDelete: right('delete', 'delete'),
    mayRecover: right('recover', 'recover/action'),
    mayPurge: right('purge', 'purge/action'),
    mayBackup: right('backup', 'backup/action'),
    mayRestore: right('restore', 'restore/action'),
  }
}

/** Those that certificates and keys have besides. */
export function objectRights(area: 'certificates' | 'keys') {
  const right = rightOn(area)
  return {
    ...commonRights(area),
    mayGet: right('get', 'read'),
    mayList: right('list', 'read'),
    mayCreate: right('create', 'create/action'),
    mayImport: right('import', 'import/action'),
    mayUpdate: right('update', 'update/action'),
  }
}
