import { randomBytes } from 'node:crypto'
import type { Operation } from '../call.ts'
import { badParameter, unknownOperation } from '../errors.ts'
import { optionalInteger } from '../json.ts'
import { mayGet } from './rights.ts'
import { checkSince73 } from './since.ts'

/** https://learn.microsoft.com/rest/api/keyvault/keys/get-random-bytes/get-random-bytes */
const most = 128

/**
 * Bytes from the random number generator of an HSM. Azure has this in managed HSMs; here premium vaults, whose
 * symmetric keys are those of managed HSMs too, stand in for them.
 */
export const getRandomBytes: Operation = {
  name: 'RandomBytesGet',
  method: 'POST',
  path: '/rng',
  right: mayGet,
  prepare(call) {
    checkSince73(call, 'POST')
    if (call.vault.sku.name.toLowerCase() !== 'premium') throw unknownOperation('POST')
    const count = optionalInteger(call.body, 'count') ?? 0
    if (count < 1 || count > most)
      throw badParameter(`Property 'count' is not between 1 and ${most}.`)
    const value = randomBytes(count).toString('base64url')
    return () => ({ status: 200, body: { value } })
  },
}
