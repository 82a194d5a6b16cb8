import { invariant } from '#lib/base/invariant.ts'
import type { Operation } from '../call.ts'
import { missing, nameOf, versionOf, wireOf } from '../certificates/call-parts.ts'
import { pageBody, readPage } from '../paging.ts'
import { findHead, findKeyVersion, listHeads, listKeyVersions } from '../rows/keys.ts'
import { keyBundle, keyItem } from './bundle.ts'
import { mayGet, mayList } from './rights.ts'

const get: Omit<Operation, 'path'> = {
  name: 'KeyGet',
  method: 'GET',
  right: mayGet,
  prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    return (db) => {
      const head = findHead(db, 'keys', call.vault.key, name)
      const row =
        head?.deletedAt === null
          ? findKeyVersion(db, head.vault, head.name, version ?? head.current)
          : null
      if (!head || !row) throw missing('key', name, version)
      return { status: 200, body: keyBundle(wireOf(call), head, row) }
    }
  },
}

export const getKey: Operation = { ...get, path: '/keys/:name' }
export const getKeyVersion: Operation = { ...get, path: '/keys/:name/:version' }

export const listKeys: Operation = {
  name: 'KeyList',
  method: 'GET',
  path: '/keys',
  right: mayList,
  prepare(call) {
    const page = readPage(call.query)
    return (db) => {
      const rows = listHeads(db, 'keys', call.vault.key, {
        after: page.after,
        limit: page.limit + 1,
      })
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: '/keys', query: call.query },
          keyOf: (head) => head.name,
          item: (head) => {
            const version = findKeyVersion(db, head.vault, head.name, head.current)
            invariant(version, 'the current version of a key exists')
            return keyItem(wireOf(call), `${call.base}/keys/${head.display}`, head, version)
          },
        }),
      }
    }
  },
}

export const listKeyVersionsOperation: Operation = {
  name: 'KeyListVersions',
  method: 'GET',
  path: '/keys/:name/versions',
  right: mayList,
  prepare(call) {
    const name = nameOf(call)
    const page = readPage(call.query)
    return (db) => {
      const head = findHead(db, 'keys', call.vault.key, name)
      const live = head?.deletedAt === null ? head : null
      const options = { after: page.after, limit: page.limit + 1 }
      const rows = live ? listKeyVersions(db, live.vault, live.name, options) : []
      const path = `/keys/${live?.display ?? name}`
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: `${path}/versions`, query: call.query },
          keyOf: (row) => row.version,
          item: (row) =>
            live ? keyItem(wireOf(call), `${call.base}${path}/${row.version}`, live, row) : {},
        }),
      }
    }
  },
}
