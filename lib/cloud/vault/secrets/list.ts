import { listOperations } from '../list-heads.ts'
import { findSecretVersion, listSecretVersions } from '../rows/secrets.ts'
import { secretItem } from './bundle.ts'
import { mayList } from './rights.ts'

export const {
  list: listSecrets,
  deleted: listDeletedSecrets,
  versions: listSecretVersionsOperation,
} = listOperations({
  collection: 'secrets',
  names: { list: 'SecretList', deleted: 'SecretListDeleted', versions: 'SecretListVersions' },
  right: mayList,
  findVersion: findSecretVersion,
  listVersions: listSecretVersions,
  item: secretItem,
})
