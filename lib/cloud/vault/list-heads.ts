import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../store/store.ts'
import type { Operation, Right } from './call.ts'
import { nameOf, wireOf } from './certificates/call-parts.ts'
import { pageBody, readPage } from './paging.ts'
import {
  findHead,
  type HeadCollection,
  type HeadRow,
  type HeadTable,
  listHeads,
} from './rows/keys.ts'
import type { WireContext } from './wire/certificate-bundle.ts'

/** What differs between the lists of keys and those of secrets. */
interface Listed<Row extends { version: string }> {
  collection: HeadTable
  /** Operation names as the audit log spells them. */
  names: { list: string; deleted: string; versions: string }
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

/**
 * The lists of a collection: live names and deleted ones with their current version, and the versions
 * of a name.
 */
export function listOperations<Row extends { version: string }>(
  listed: Listed<Row>,
): { list: Operation; deleted: Operation; versions: Operation } {
  const { collection, right } = listed
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
  return { list: nameList(listed, 'live'), deleted: nameList(listed, 'deleted'), versions }
}

function nameList<Row extends { version: string }>(
  listed: Listed<Row>,
  which: HeadCollection,
): Operation {
  const { collection } = listed
  const path = which === 'live' ? `/${collection}` : `/deleted${collection}`
  return {
    name: which === 'live' ? listed.names.list : listed.names.deleted,
    method: 'GET',
    path,
    right: listed.right,
    prepare(call) {
      const page = readPage(call.query)
      const item = (db: Db, head: HeadRow) => {
        const row = listed.findVersion(db, head.vault, head.name, head.current)
        invariant(row, 'the current version exists')
        const id = `${call.base}/${collection}/${head.display}`
        return {
          ...(which === 'live' ? {} : headDeletionMembers(call.base, collection, head)),
          ...listed.item(wireOf(call), id, head, row),
        }
      }
      return (db) => {
        const rows = listHeads(db, collection, call.vault.key, {
          collection: which,
          after: page.after,
          limit: page.limit + 1,
        })
        return {
          status: 200,
          body: pageBody(rows, {
            page,
            url: { base: call.base, path, query: call.query },
            keyOf: (head) => head.name,
            item: (head) => item(db, head),
          }),
        }
      }
    },
  }
}

/** The members that a deleted key or secret has before all others. */
export function headDeletionMembers(
  base: string,
  collection: HeadTable,
  head: HeadRow,
): Record<string, unknown> {
  return {
    recoveryId: `${base}/deleted${collection}/${head.display}`,
    deletedDate: head.deletedAt,
    scheduledPurgeDate: head.purgeAt,
  }
}
