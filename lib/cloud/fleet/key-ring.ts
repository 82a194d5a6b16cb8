import { generateKey, type KeyPair } from '../vault/issue/key-pair.ts'
import type { SampleKeyType } from '../vault/sample-objects.ts'

/** Keys of one kind. A big estate shares them: making one for each of 10,000 would take minutes. */
const ringSize = 8

export interface KeyRing {
  /** One of the keys of this kind, in turn. */
  next(kind: SampleKeyType): Promise<KeyPair>
}

export function createKeyRing(): KeyRing {
  const rings = new Map<string, Promise<KeyPair>[]>()
  let turn = 0
  return {
    next(kind) {
      const id = kind.kty === 'EC' ? kind.crv : `RSA-${kind.size}`
      const ring = rings.get(id) ?? []
      rings.set(id, ring)
      const size = kind.kty === 'EC' ? ringSize : 2
      turn += 1
      const at = turn % size
      ring[at] ??= generateKey(kind.kty === 'EC' ? kind : { kty: 'RSA', key_size: kind.size })
      return ring[at]
    },
  }
}
