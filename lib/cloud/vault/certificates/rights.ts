import type { Right } from '../call.ts'
import { objectRights } from '../rights.ts'

export const {
  mayGet,
  mayList,
  mayCreate,
  mayImport,
  mayUpdate,
  mayDelete,
  mayRecover,
  mayPurge,
  mayBackup,
  mayRestore,
} = objectRights('certificates')

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
