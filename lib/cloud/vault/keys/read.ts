import type { Operation } from '../call.ts'
import { nameOf, versionOf, wireOf } from '../certificates/call-parts.ts'
import { listOperations } from '../list-heads.ts'
import { findKeyVersion, listKeyVersions } from '../rows/keys.ts'
import { keyBundle, keyItem } from './bundle.ts'
import { requireKey } from './name-state.ts'
import { mayGet, mayList } from './rights.ts'
import { auditOfKey } from './stored-key.ts'

const get: Omit<Operation, 'path'> = {
  name: 'KeyGet',
  method: 'GET',
  right: mayGet,
  prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    return (db) => {
      const { head, row } = requireKey(db, call.vault.key, name, version)
      return { status: 200, body: keyBundle(wireOf(call), head, row), audit: auditOfKey(row) }
    }
  },
}

export const getKey: Operation = { ...get, path: '/keys/:name' }
export const getKeyVersion: Operation = { ...get, path: '/keys/:name/:version' }

export const {
  list: listKeys,
  deleted: listDeletedKeys,
  versions: listKeyVersionsOperation,
} = listOperations({
  collection: 'keys',
  names: { list: 'KeyList', deleted: 'KeyListDeleted', versions: 'KeyListVersions' },
  right: mayList,
  findVersion: findKeyVersion,
  listVersions: listKeyVersions,
  item: keyItem,
})
