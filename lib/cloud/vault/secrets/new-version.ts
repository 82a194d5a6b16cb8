import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { emitEvent } from '../../events/emit.ts'
import type { Db } from '../../store/store.ts'
import { newVersion } from '../identifiers.ts'
import { checkOwnName } from '../own-name.ts'
import { addSecretVersion } from '../rows/secrets.ts'
import { type FoundSecret, requireSecret } from './found.ts'
import type { GivenSecret } from './given.ts'

/**
 * Adds a version to a secret, or makes the secret, inside a write, and reports it. Nothing of an
 * earlier version carries over.
 * @throws VaultError 409 when the name is deleted, 403 when it belongs to a certificate
 */
export function applyNewSecret(
  db: Db,
  vault: VaultRecord,
  name: string,
  secret: NewSecret,
  time: Date,
): FoundSecret {
  const { enabled = true, value } = secret
  const { nbf = null, exp = null, contentType = null, tags = null } = secret
  const display = checkOwnName(db, 'secret', vault.key, name, 'set')?.display ?? name
  const version = newVersion()
  const now = Math.floor(time.getTime() / 1000)
  const given = { enabled, nbf, exp, tags, contentType, value }
  addSecretVersion(db, { vault: vault.key, display, version, now, ...given })
  emitEvent(db, {
    vault,
    type: 'SecretNewVersionCreated',
    objectName: display,
    version,
    nbf,
    exp,
    time,
  })
  return requireSecret(db, vault.key, name, version)
}

/** What a secret is made of; the value as it is sealed. */
export type NewSecret = Pick<GivenSecret, 'enabled'> & {
  [Member in Exclude<keyof GivenSecret, 'enabled'>]: GivenSecret[Member] | null
} & { value: Uint8Array }
