import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { emitEvent } from '../../events/emit.ts'
import type { Db } from '../../store/store.ts'
import { addVersion, type NewVersion } from '../rows/add-version.ts'

/** Adds a version and tells the vault's subscribers of the certificate, its key and its secret. */
export function addAnnouncedVersion(
  db: Db,
  vault: VaultRecord,
  version: NewVersion,
  time: Date,
): void {
  addVersion(db, version)
  for (const kind of ['Certificate', 'Key', 'Secret'] as const) {
    emitEvent(db, {
      vault,
      type: `${kind}NewVersionCreated`,
      objectName: version.display,
      version: version.version,
      nbf: version.nbf,
      exp: version.exp,
      time,
    })
  }
}
