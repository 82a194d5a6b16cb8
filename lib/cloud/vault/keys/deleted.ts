import { findKeyVersion } from '../rows/keys.ts'
import { softDeleteOperations } from '../soft-delete.ts'
import { keyBundle } from './bundle.ts'
import * as rights from './rights.ts'

export const {
  remove: deleteKey,
  getDeleted: getDeletedKey,
  recover: recoverDeletedKey,
  purge: purgeDeletedKey,
} = softDeleteOperations({
  kind: 'key',
  title: 'Key',
  rights,
  findVersion: findKeyVersion,
  bundle: keyBundle,
})
