import { findSecretVersion } from '../rows/secrets.ts'
import { softDeleteOperations } from '../soft-delete.ts'
import { secretBundle } from './bundle.ts'
import { checkReadable } from './get.ts'
import * as rights from './rights.ts'

export const {
  remove: deleteSecret,
  getDeleted: getDeletedSecret,
  recover: recoverDeletedSecret,
  purge: purgeDeletedSecret,
} = softDeleteOperations({
  kind: 'secret',
  title: 'Secret',
  rights: { ...rights, mayGet: rights.mayGetDeleted },
  findVersion: findSecretVersion,
  bundle: (wire, head, row) => secretBundle(wire, head, row, null),
  checkShown: checkReadable,
})
