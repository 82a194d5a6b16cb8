import type { Right } from '../call.ts'
import { objectRights, rightOn } from '../rights.ts'

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
} = objectRights('keys')

const right = rightOn('keys')
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
