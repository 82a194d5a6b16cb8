import { invariant } from '#lib/base/invariant.ts'
import { text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import type { Operation, Right, VaultCall } from '../call.ts'
import { nameOf } from '../certificates/call-parts.ts'
import { badParameter, invalidProperty, type ObjectKind } from '../errors.ts'
import { optionalString } from '../json.ts'
import { checkTier, readKeyType } from '../keys/key-type.ts'
import { maxRestoreBody, openBackup, placeOf, sealBackup } from './blob.ts'
import { checkRestorable } from './name-free.ts'
import { type BackupRows, insertRows, readRows } from './rows.ts'

/** https://learn.microsoft.com/azure/key-vault/general/backup#limitations */
const maxVersions = 500

/** What differs between the backups of the three kinds. */
interface Kept {
  kind: ObjectKind
  /** First word of the operation names in the audit log. */
  title: 'Certificate' | 'Key' | 'Secret'
  rights: { mayBackup: Right; mayRestore: Right }
  /** The row key of a name that may be backed up. Throws 404 or 403. */
  requireName(db: Db, vault: number, name: string): string
  /** The answer to a restore: the bundle of the current version. */
  restored(db: Db, call: VaultCall, name: string): object
}

/**
 * Backup and restore of a name with all its versions. The versions keep their ids, times and keys; the
 * host of the identifiers is that of the vault they are restored into. The blob does not depend on the
 * api-version.
 */
export function backupOperations(kept: Kept): readonly [backup: Operation, restore: Operation] {
  const { kind, title, rights } = kept
  const backup: Operation = {
    name: `${title}Backup`,
    method: 'POST',
    path: `/${kind}s/:name/backup`,
    right: rights.mayBackup,
    async prepare(call) {
      const { store } = call.ctx
      const vault = call.vault.key
      const rows = store.read((db) =>
        readRows(db, kind, { vault, name: kept.requireName(db, vault, nameOf(call)) }),
      )
      if ((rows[`vault_${kind}_versions`] ?? []).length > maxVersions) {
        throw badParameter(`A ${kind} with more than ${maxVersions} versions has no backup.`)
      }
      const value = await sealBackup(store, kind, { ...placeOf(call.vault), rows })
      return () => ({ status: 200, body: { value } })
    },
  }
  const restore: Operation = {
    name: `${title}Restore`,
    method: 'POST',
    path: `/${kind}s/restore`,
    right: rights.mayRestore,
    maxBody: maxRestoreBody,
    async prepare(call) {
      const blob = optionalString(call.body, 'value')
      if (blob === undefined) throw invalidProperty()
      const { rows } = await openBackup(call.ctx.store, kind, blob, call.vault)
      checkTiers(call, rows)
      const [head] = rows[`vault_${kind}s`] ?? []
      invariant(head, 'a backup has a name')
      const name = text(head, 'name')
      const id = `${call.base}/${kind}s/${text(head, 'display')}/${text(head, 'current')}`
      return (db) => {
        checkRestorable(db, kind, call.vault.key, { name, id })
        insertRows(db, kind, call.vault.key, rows)
        return { status: 200, body: kept.restored(db, call, name), audit: { id } }
      }
    },
  }
  return [backup, restore]
}

/** A standard vault takes no HSM keys, whichever way they come. */
function checkTiers(call: VaultCall, rows: BackupRows): void {
  for (const row of rows.vault_key_versions ?? []) {
    checkTier(readKeyType(JSON.parse(text(row, 'public'))), call.vault)
  }
}
