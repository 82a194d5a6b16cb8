import type { Operation } from '../call.ts'
import { nameOf } from '../certificates/call-parts.ts'
import { checkTier, readKeySpec } from './key-type.ts'
import { makeMaterial } from './material.ts'
import { checkKeyName } from './name-state.ts'
import { applyNewKey, readNewKey } from './new-version.ts'
import { mayCreate } from './rights.ts'

/** Makes a key, or another version of one. */
export const createKey: Operation = {
  name: 'KeyCreate',
  method: 'POST',
  path: '/keys/:name/create',
  right: mayCreate,
  async prepare(call) {
    const name = nameOf(call)
    const head = call.ctx.store.read((db) => checkKeyName(db, call.vault.key, name, 'create'))
    const spec = readKeySpec(call.body)
    checkTier(spec.kty, call.vault)
    const request = readNewKey(call, head, spec.kty, call.body)
    const material = await makeMaterial(spec)
    return (db) => applyNewKey(db, call, name, 'create', request, material)
  },
}
