import { emitEvent } from '../../events/emit.ts'
import type { Operation } from '../call.ts'
import { nameOf, wireOf } from '../certificates/call-parts.ts'
import { newVersion } from '../identifiers.ts'
import { checkOwnName } from '../own-name.ts'
import { addSecretVersion } from '../rows/secrets.ts'
import { secretBundle } from './bundle.ts'
import { auditOfSecret, requireSecret } from './found.ts'
import { readSecretBody, readSecretValue } from './given.ts'
import { maySet } from './rights.ts'

/** Makes a secret, or another version of one. Nothing of an earlier version carries over. */
export const setSecret: Operation = {
  name: 'SecretSet',
  method: 'PUT',
  path: '/secrets/:name',
  right: maySet,
  prepare(call) {
    const name = nameOf(call)
    const { vault, now } = call
    const value = readSecretValue(call.body)
    const { enabled = true, nbf = null, exp = null, ...given } = readSecretBody(call.body)
    return (db) => {
      const display = checkOwnName(db, 'secret', vault.key, name, 'set')?.display ?? name
      const version = newVersion()
      addSecretVersion(db, {
        vault: vault.key,
        display,
        version,
        now,
        enabled,
        nbf,
        exp,
        tags: given.tags ?? null,
        contentType: given.contentType ?? null,
        value,
      })
      emitEvent(db, {
        vault,
        type: 'SecretNewVersionCreated',
        objectName: display,
        version,
        nbf,
        exp,
        time: call.ctx.clock.now(),
      })
      const { head, row } = requireSecret(db, vault.key, name, version)
      const text = Buffer.from(value).toString('utf8')
      return {
        status: 200,
        body: secretBundle(wireOf(call), head, row, text),
        audit: auditOfSecret(row),
      }
    }
  },
}
