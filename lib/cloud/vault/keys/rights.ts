import type { Right } from '../call.ts'

function right(permission: string, action: string): Right {
  return { area: 'keys', permission, action: `keys/${action}` }
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
export const mayRotate = right('rotate', 'rotate/action')
export const mayEncrypt = right('encrypt', 'encrypt/action')
export const mayDecrypt = right('decrypt', 'decrypt/action')
export const mayWrap = right('wrapKey', 'wrap/action')
export const mayUnwrap = right('unwrapKey', 'unwrap/action')
export const maySign = right('sign', 'sign/action')
export const mayVerify = right('verify', 'verify/action')
export const mayRelease = right('release', 'release/action')
export const mayGetRotationPolicy: Right = {
  area: 'keys',
  permission: 'getrotationpolicy',
  action: 'keyrotationpolicies/read',
}
export const maySetRotationPolicy: Right = {
  area: 'keys',
  permission: 'setrotationpolicy',
  action: 'keyrotationpolicies/write',
}
