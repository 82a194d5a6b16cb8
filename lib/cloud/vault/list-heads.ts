import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../store/store.ts'
import type { Operation, Right } from './call.ts'
import { nameOf, wireOf } from './certificates/call-parts.ts'
import { pageBody, readPage } from './paging.ts'
import { findHead, type HeadRow, type HeadTable, listHeads } from './rows/keys.ts'
import type { WireContext } from './wire/certificate-bundle.ts'

/** What differs between the lists of keys and those of secrets. */
interface Listed<Row extends { version: string }> {
  collection: HeadTable
  /** Operation names as the audit log spells them. */
  names: { list: string; versions: string }
  right: Right
  findVersion(db: Db, vault: number, name: string, version: string): Row | null
  listVersions(
    db: Db,
    vault: number,
    name: string,
    options: { after: string; limit: number },
  ): Row[]
  item(wire: WireContext, id: string, head: HeadRow, row: Row): Record<string, unknown>
}

/** The two lists of a collection: names with their current version, and the versions of a name. */
export function listOperations<Row extends { version: string }>(
  listed: Listed<Row>,
): { list: Operation; versions: Operation } {
  const { collection, right } = listed
  const list: Operation = {
    name: listed.names.list,
    method: 'GET',
    path: `/${collection}`,
    right,
    prepare(call) {
      const page = readPage(call.query)
      return (db) => {
        const rows = listHeads(db, collection, call.vault.key, {
          after: page.after,
          limit: page.limit + 1,
        })
        return {
          status: 200,
          body: pageBody(rows, {
            page,
            url: { base: call.base, path: `/${collection}`, query: call.query },
            keyOf: (head) => head.name,
            item: (head) => {
              const row = listed.findVersion(db, head.vault, head.name, head.current)
              invariant(row, 'the current version exists')
              return listed.item(
                wireOf(call),
                `${call.base}/${collection}/${head.display}`,
                head,
                row,
              )
            },
          }),
        }
      }
    },
  }
  const versions: Operation = {
    name: listed.names.versions,
    method: 'GET',
    path: `/${collection}/:name/versions`,
    right,
    prepare(call) {
      const name = nameOf(call)
      const page = readPage(call.query)
      return (db) => {
        const head = findHead(db, collection, call.vault.key, name)
        const live = head?.deletedAt === null ? head : null
        const options = { after: page.after, limit: page.limit + 1 }
        const rows = live ? listed.listVersions(db, live.vault, live.name, options) : []
        const path = `/${collection}/${live?.display ?? name}`
        return {
          status: 200,
          body: pageBody(rows, {
            page,
            url: { base: call.base, path: `${path}/versions`, query: call.query },
            keyOf: (row) => row.version,
            item: (row) =>
              live
                ? listed.item(wireOf(call), `${call.base}${path}/${row.version}`, live, row)
                : {},
          }),
        }
      }
    },
  }
  return { list, versions }
}
