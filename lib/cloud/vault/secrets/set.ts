import type { Operation } from '../call.ts'
import { nameOf, wireOf } from '../certificates/call-parts.ts'
import { secretBundle } from './bundle.ts'
import { auditOfSecret } from './found.ts'
import { readSecretBody, readSecretValue } from './given.ts'
import { applyNewSecret } from './new-version.ts'
import { maySet } from './rights.ts'

/** Makes a secret, or another version of one. Nothing of an earlier version carries over. */
export const setSecret: Operation = {
  name: 'SecretSet',
  method: 'PUT',
  path: '/secrets/:name',
  right: maySet,
  prepare(call) {
    const name = nameOf(call)
    const value = readSecretValue(call.body)
    const given = { ...readSecretBody(call.body), value }
    return (db) => {
      const { head, row } = applyNewSecret(db, call.vault, name, given, call.ctx.clock.now())
      const text = Buffer.from(value).toString('utf8')
      return {
        status: 200,
        body: secretBundle(wireOf(call), head, row, text),
        audit: auditOfSecret(row),
      }
    }
  },
}
