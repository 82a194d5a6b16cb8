import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../store/store.ts'
import type { Operation, Right, VaultCall } from './call.ts'
import { nameOf, wireOf } from './certificates/call-parts.ts'
import { deletedNotFound, managedByKeyVault } from './errors.ts'
import { headDeletionMembers } from './list-heads.ts'
import { type FindRow, type OwnKind, requireLive, tableOf } from './own-name.ts'
import { putDeletion, removeHead } from './rows/deleted-heads.ts'
import { findHead, type HeadRow } from './rows/keys.ts'
import { checkPurgeable } from './steps/check-purgeable.ts'
import { purgeTime } from './wire/attributes.ts'
import type { WireContext } from './wire/certificate-bundle.ts'

/** What differs between deleted keys and deleted secrets. */
interface Deletable<Row> {
  kind: OwnKind
  /** First word of the operation names in the audit log. */
  title: 'Key' | 'Secret'
  rights: { mayDelete: Right; mayGet: Right; mayRecover: Right; mayPurge: Right }
  findVersion: FindRow<Row>
  /** Without the value of a secret. */
  bundle(wire: WireContext, head: HeadRow, row: Row): Record<string, unknown>
  /** Throws where a deleted one may not be shown. */
  checkShown?(row: Row): void
}

export interface SoftDeleteOperations {
  remove: Operation
  getDeleted: Operation
  recover: Operation
  purge: Operation
}

/**
 * Deleting all versions of a name, looking at what is deleted, and the two ways out. A certificate's
 * key and secret are seen there, but only the certificate brings them back or removes them.
 */
export function softDeleteOperations<Row>(one: Deletable<Row>): SoftDeleteOperations {
  const { kind, title, rights } = one
  const collection = tableOf(kind)
  const deletedPath = `/deleted${collection}/:name`
  const deletedBundle = (call: VaultCall, head: HeadRow, row: Row) => ({
    ...headDeletionMembers(call.base, collection, head),
    ...one.bundle(wireOf(call), head, row),
  })
  return {
    remove: {
      name: `${title}Delete`,
      method: 'DELETE',
      path: `/${collection}/:name`,
      right: rights.mayDelete,
      prepare(call) {
        const name = nameOf(call)
        return (db) => {
          const wanted = { vault: call.vault.key, name, version: null }
          const { head, row } = requireLive(db, kind, wanted, one.findVersion)
          if (head.managed) throw managedByKeyVault(kind, 'delete')
          const deletion = { deletedAt: call.now, purgeAt: purgeTime(call.vault, call.now) }
          putDeletion(db, collection, head, deletion)
          return { status: 200, body: deletedBundle(call, { ...head, ...deletion }, row) }
        }
      },
    },
    getDeleted: {
      name: `${title}GetDeleted`,
      method: 'GET',
      path: deletedPath,
      right: rights.mayGet,
      prepare(call) {
        const name = nameOf(call)
        return (db) => {
          const head = requireDeleted(db, kind, call.vault.key, name)
          const row = currentOf(db, one, head)
          one.checkShown?.(row)
          return { status: 200, body: deletedBundle(call, head, row) }
        }
      },
    },
    recover: {
      name: `${title}Recover`,
      method: 'POST',
      path: `${deletedPath}/recover`,
      right: rights.mayRecover,
      prepare(call) {
        const name = nameOf(call)
        return (db) => {
          const head = requireDeleted(db, kind, call.vault.key, name)
          if (head.managed) throw managedByKeyVault(kind, 'recover')
          const live = { deletedAt: null, purgeAt: null }
          putDeletion(db, collection, head, live)
          const body = one.bundle(wireOf(call), { ...head, ...live }, currentOf(db, one, head))
          return { status: 200, body }
        }
      },
    },
    purge: {
      name: `${title}Purge`,
      method: 'DELETE',
      path: deletedPath,
      right: rights.mayPurge,
      prepare(call) {
        const name = nameOf(call)
        return (db) => {
          const head = requireDeleted(db, kind, call.vault.key, name)
          if (head.managed) throw managedByKeyVault(kind, 'purge')
          checkPurgeable(call.vault)
          removeHead(db, collection, head)
          return { status: 204 }
        }
      },
    },
  }
}

function requireDeleted(db: Db, kind: OwnKind, vault: number, name: string): HeadRow {
  const head = findHead(db, tableOf(kind), vault, name)
  if (!head || head.deletedAt === null) throw deletedNotFound(kind, name)
  return head
}

function currentOf<Row>(db: Db, one: Deletable<Row>, head: HeadRow): Row {
  const row = one.findVersion(db, head.vault, head.name, head.current)
  invariant(row, 'the current version exists')
  return row
}
