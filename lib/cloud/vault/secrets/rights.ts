import { commonRights, rightOn } from '../rights.ts'

const right = rightOn('secrets')

export const { mayDelete, mayRecover, mayPurge, mayBackup, mayRestore } = commonRights('secrets')

export const mayGet = right('get', 'getSecret/action')
/** A deleted secret is shown without its value, which to roles is a matter of its metadata. */
export const mayGetDeleted = right('get', 'readMetadata/action')
export const mayList = right('list', 'readMetadata/action')
export const maySet = right('set', 'setSecret/action')
/** An access policy has no permission of its own for it; the role actions do. */
export const mayUpdate = right('set', 'update/action')
