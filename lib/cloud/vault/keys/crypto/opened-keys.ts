import { createPrivateKey, createPublicKey, createSecretKey, type KeyObject } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import type { CloudStore, Db } from '../../../store/store.ts'
import type { Curve } from '../../policy/model.ts'
import { type HeadRow, type KeyVersionRow, openPrivateKey } from '../../rows/keys.ts'
import { specOf } from '../stored-key.ts'
import { toInteger } from './ecdsa.ts'

/** A key ready for use. It lives in memory only and is never printed. */
export type OpenedKey =
  | { family: 'RSA'; bits: number; privateKey: KeyObject; publicKey: KeyObject }
  | { family: 'EC'; crv: Curve; d: bigint; x: bigint; y: bigint }
  | { family: 'oct'; secret: KeyObject }

/** Unsealing and parsing an RSA key takes as long as a signature; this many are kept, a few MB. */
const capacity = 512

/** Of each store, so that two clouds in one process share nothing. */
const caches = new WeakMap<CloudStore, Map<string, { row: string; opened: OpenedKey }>>()

/**
 * The key of a version, opened at its first use and kept while it is among the last used ones. The
 * row was read from the store in this call: a version that is gone is never asked for, and one that
 * came back as another after a reset has other public members or another time.
 */
export function openKey(
  store: CloudStore,
  db: Db,
  head: HeadRow,
  version: KeyVersionRow,
): OpenedKey {
  let cache = caches.get(store)
  if (!cache) {
    cache = new Map()
    caches.set(store, cache)
  }
  const id = `${head.vault}/${head.name}/${version.version}`
  const row = `${version.created}/${version.publicJwk}`
  const kept = cache.get(id)
  cache.delete(id)
  const entry =
    kept?.row === row
      ? kept
      : { row, opened: open(version, openPrivateKey(db, head.vault, head.name, version.version)) }
  cache.set(id, entry)
  if (cache.size > capacity) {
    const [oldest] = cache.keys()
    if (oldest !== undefined) cache.delete(oldest)
  }
  return entry.opened
}

function open(version: KeyVersionRow, secret: Uint8Array): OpenedKey {
  const spec = specOf(version)
  if (spec.kty === 'oct-HSM') return { family: 'oct', secret: createSecretKey(secret) }
  const privateKey = createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' })
  if ('crv' in spec) {
    const { d, x, y } = privateKey.export({ format: 'jwk' })
    invariant(d !== undefined && x !== undefined && y !== undefined, 'an EC key has three numbers')
    return { family: 'EC', crv: spec.crv, d: integer(d), x: integer(x), y: integer(y) }
  }
  const publicKey = createPublicKey(privateKey)
  return { family: 'RSA', bits: spec.key_size, privateKey, publicKey }
}

function integer(base64url: string): bigint {
  return toInteger(Buffer.from(base64url, 'base64url'))
}
