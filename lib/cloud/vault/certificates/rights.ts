import type { Right } from '../call.ts'

/** @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide for the data actions */
function right(permission: string, action: string): Right {
  return { area: 'certificates', permission, action: `certificates/${action}` }
}

export const mayGet = right('get', 'read')
export const mayList = right('list', 'read')
export const mayCreate = right('create', 'create/action')
export const mayImport = right('import', 'import/action')
export const mayUpdate = right('update', 'update/action')
export const mayDelete = right('delete', 'delete')
export const mayRecover = right('recover', 'recover/action')
export const mayPurge = right('purge', 'purge/action')
export const mayBackup = right('backup', 'backup/action')
export const mayRestore = right('restore', 'restore/action')

/** Contacts have one right for everything. */
export const mayManageContacts: Right = {
  area: 'certificates',
  permission: 'managecontacts',
  action: 'certificatecontacts/write',
}

/** `manageissuers` gives all four of the others. */
function issuerRight(permission: string, action: string): Right {
  return {
    area: 'certificates',
    permission,
    orPermission: 'manageissuers',
    action: `certificatecas/${action}`,
  }
}

export const mayListIssuers = issuerRight('listissuers', 'read')
export const mayGetIssuers = issuerRight('getissuers', 'read')
export const maySetIssuers = issuerRight('setissuers', 'write')
export const mayDeleteIssuers = issuerRight('deleteissuers', 'delete')
