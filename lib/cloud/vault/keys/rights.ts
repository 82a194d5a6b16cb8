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
export const mayRotate = right('rotate', 'rotate/action')
