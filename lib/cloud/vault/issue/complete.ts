import { createHash } from 'node:crypto'
import { isHsm } from '../keys/key-type.ts'
import { keyOperations } from '../policy/key-operations.ts'
import type { StoredPolicy } from '../policy/model.ts'
import type { NewVersion } from '../rows/add-version.ts'
import { toDer } from '../wire/der-list.ts'
import { publicJwk } from './key-pair.ts'
import type { Validity } from './validity.ts'

/** What a version is made of, whether it was issued, merged or imported. */
export interface VersionParts {
  vault: number
  display: string
  version: string
  now: number
  enabled: boolean
  tags: NewVersion['tags']
  preserveOrder: boolean
  policy: StoredPolicy
  validity: Validity
  pkcs8: Uint8Array
  spki: Uint8Array
  leaf: Uint8Array
  chain: readonly Uint8Array[]
}

/** Works out the rows of a new version. Done before the transaction, which only inserts them. */
export function versionRows(parts: VersionParts): NewVersion {
  const { policy } = parts
  const jwk = publicJwk(parts.spki, isHsm(policy.key_props.kty))
  // Of the key itself: the policy may have changed since the key was made.
  const kty = jwk.includes('"kty":"RSA') ? 'RSA' : 'EC'
  return {
    vault: parts.vault,
    display: parts.display,
    version: parts.version,
    now: parts.now,
    enabled: parts.enabled,
    tags: parts.tags,
    nbf: parts.validity.nbf,
    exp: parts.validity.exp,
    thumbprint: createHash('sha1').update(parts.leaf).digest(),
    leaf: parts.leaf,
    chain: toDer(parts.chain),
    preserveOrder: parts.preserveOrder,
    privateKey: parts.pkcs8,
    publicJwk: jwk,
    keyOperations: keyOperations(kty, policy.x509_props.key_usage),
    exportable: policy.key_props.exportable,
    contentType: policy.secret_props.contentType,
  }
}
