import { invariant } from '#lib/base/invariant.ts'
import type { Operation } from '../call.ts'
import { nameOf, wireOf } from '../certificates/call-parts.ts'
import { pageBody, readPage } from '../paging.ts'
import { findHead, listHeads } from '../rows/keys.ts'
import { findSecretVersion, listSecretVersions } from '../rows/secrets.ts'
import { secretItem } from './bundle.ts'
import { mayList } from './rights.ts'

export const listSecrets: Operation = {
  name: 'SecretList',
  method: 'GET',
  path: '/secrets',
  right: mayList,
  prepare(call) {
    const page = readPage(call.query)
    return (db) => {
      const rows = listHeads(db, 'secrets', call.vault.key, {
        after: page.after,
        limit: page.limit + 1,
      })
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: '/secrets', query: call.query },
          keyOf: (head) => head.name,
          item: (head) => {
            const version = findSecretVersion(db, head.vault, head.name, head.current)
            invariant(version, 'the current version of a secret exists')
            return secretItem(wireOf(call), `${call.base}/secrets/${head.display}`, head, version)
          },
        }),
      }
    }
  },
}

export const listSecretVersionsOperation: Operation = {
  name: 'SecretListVersions',
  method: 'GET',
  path: '/secrets/:name/versions',
  right: mayList,
  prepare(call) {
    const name = nameOf(call)
    const page = readPage(call.query)
    return (db) => {
      const head = findHead(db, 'secrets', call.vault.key, name)
      const live = head?.deletedAt === null ? head : null
      const options = { after: page.after, limit: page.limit + 1 }
      const rows = live ? listSecretVersions(db, live.vault, live.name, options) : []
      const path = `/secrets/${live?.display ?? name}`
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: `${path}/versions`, query: call.query },
          keyOf: (row) => row.version,
          item: (row) =>
            live ? secretItem(wireOf(call), `${call.base}${path}/${row.version}`, live, row) : {},
        }),
      }
    }
  },
}
