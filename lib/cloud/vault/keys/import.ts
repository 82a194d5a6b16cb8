import type { Operation, VaultCall } from '../call.ts'
import { nameOf } from '../certificates/call-parts.ts'
import { badParameter, invalidProperty } from '../errors.ts'
import { type JsonObject, optionalBoolean, optionalObject, optionalString } from '../json.ts'
import { readJwkMaterial } from './jwk-material.ts'
import { checkTier, isHsm, type KeyType, readKeyType } from './key-type.ts'
import type { KeyMaterial } from './material.ts'
import { checkKeyName } from './name-state.ts'
import { applyNewKey, readNewKey } from './new-version.ts'
import { mayImport } from './rights.ts'
import { openTransferBlob } from './transfer-blob.ts'
import { optionalBytes } from './wire-bytes.ts'

/** Takes in a key that was made elsewhere: a JWK, or a blob under a key-exchange key of this vault. */
export const importKey: Operation = {
  name: 'KeyImport',
  method: 'PUT',
  path: '/keys/:name',
  right: mayImport,
  async prepare(call) {
    const name = nameOf(call)
    const head = call.ctx.store.read((db) => checkKeyName(db, call.vault.key, name, 'import'))
    const jwk = optionalObject(call.body, 'key')
    if (!jwk) throw invalidProperty()
    const kty = importedType(call.body, jwk)
    checkTier(kty, call.vault)
    const request = readNewKey(call, head, kty, jwk)
    // A key-exchange key that someone else knows would protect nothing.
    if (request.operations.includes('import')) throw invalidProperty()
    const material = await readMaterial(call, jwk, kty)
    return (db) => applyNewKey(db, call, name, 'import', request, material)
  },
}

/** `Hsm` asks for the protected kind of the type that the key names. */
function importedType(body: JsonObject, jwk: JsonObject): KeyType {
  const named = optionalString(jwk, 'kty')
  const protect = optionalBoolean(body, 'Hsm') ?? optionalBoolean(body, 'hsm') ?? false
  return readKeyType({ kty: protect && !named?.endsWith('-HSM') ? `${named}-HSM` : named })
}

async function readMaterial(call: VaultCall, jwk: JsonObject, kty: KeyType): Promise<KeyMaterial> {
  // Older clients call it T.
  const blob = optionalBytes(jwk, 'key_hsm') ?? optionalBytes(jwk, 'T')
  if (!blob) return readJwkMaterial(jwk, kty)
  if (!isHsm(kty)) throw badParameter('A key transfer blob can only be imported as an HSM key.')
  return readJwkMaterial(await openTransferBlob(call, blob, kty), kty)
}
