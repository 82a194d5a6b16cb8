import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { CloudStore, Db } from '../../store/store.ts'
import type { Operation } from '../call.ts'
import { nameOf, wireOf } from '../certificates/call-parts.ts'
import { keyBundle } from './bundle.ts'
import { type KeyMaterial, makeMaterial } from './material.ts'
import { type FoundKey, requireOwnKey } from './name-state.ts'
import { applyNewVersion } from './new-version.ts'
import { mayRotate } from './rights.ts'
import { rotatedExpiry, storedRotationPolicy } from './rotation-due.ts'
import { checkSince73 } from './since.ts'
import { auditOfKey, specOf } from './stored-key.ts'

/** A new key, made for the version that was current when it was made. */
export interface PreparedRotation {
  name: string
  /** The version that is to be replaced. */
  replaces: string
  material: KeyMaterial
}

/**
 * Makes the key that is to follow the current version. Slow; outside of any write.
 * @throws VaultError 404, or 403 when the key belongs to a certificate
 */
export async function prepareRotation(
  store: CloudStore,
  vault: VaultRecord,
  name: string,
): Promise<PreparedRotation> {
  const { head, row } = store.read((db) => requireOwnKey(db, vault.key, name, null, 'rotate'))
  return { name: head.name, replaces: row.version, material: await makeMaterial(specOf(row)) }
}

/**
 * Adds the new version, with operations, tags and exportability of the current one and the expiry of
 * the rotation policy. Inside a write. A scheduler compares `replaces` with the current version first,
 * so that what is due happens once.
 */
export function applyRotation(
  db: Db,
  vault: VaultRecord,
  prepared: PreparedRotation,
  time: Date,
): FoundKey {
  const { head, row } = requireOwnKey(db, vault.key, prepared.name, null, 'rotate')
  const now = Math.floor(time.getTime() / 1000)
  return applyNewVersion(
    db,
    vault,
    {
      name: head.display,
      material: prepared.material,
      operations: JSON.parse(row.operations),
      exportable: row.exportable,
      enabled: true,
      nbf: null,
      exp: rotatedExpiry(storedRotationPolicy(head), now),
      tags: row.tags,
    },
    time,
  )
}

export const rotateKey: Operation = {
  name: 'KeyRotate',
  method: 'POST',
  path: '/keys/:name/rotate',
  right: mayRotate,
  async prepare(call) {
    checkSince73(call, 'POST')
    const prepared = await prepareRotation(call.ctx.store, call.vault, nameOf(call))
    return (db) => {
      const { head, row } = applyRotation(db, call.vault, prepared, call.ctx.clock.now())
      return { status: 200, body: keyBundle(wireOf(call), head, row), audit: auditOfKey(row) }
    }
  },
}
