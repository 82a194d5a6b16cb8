import type { Right } from '../call.ts'

function right(permission: string, action: string): Right {
  return { area: 'secrets', permission, action: `secrets/${action}` }
}

export const mayGet = right('get', 'getSecret/action')
export const mayList = right('list', 'readMetadata/action')
export const maySet = right('set', 'setSecret/action')
/** An access policy has no permission of its own for it; the role actions do. */
export const mayUpdate = right('set', 'update/action')
export const mayDelete = right('delete', 'delete')
