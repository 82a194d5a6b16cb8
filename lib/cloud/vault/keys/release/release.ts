import { signJwt } from '../../../login/jwt.ts'
import type { Operation, VaultCall } from '../../call.ts'
import { nameOf, versionOf, wireOf } from '../../certificates/call-parts.ts'
import { disabled, forbidden } from '../../errors.ts'
import { optionalString } from '../../json.ts'
import { openPrivateKey } from '../../rows/keys.ts'
import { keyBundle } from '../bundle.ts'
import { requireKey } from '../name-state.ts'
import { parsePolicy, type ReleasePolicy } from '../release-policy.ts'
import { mayRelease } from '../rights.ts'
import { checkSince73 } from '../since.ts'
import { auditOfKey } from '../stored-key.ts'
import { requiredString } from '../wire-bytes.ts'
import { attestationKey, readAttestation } from './attestation.ts'
import { satisfies } from './satisfies.ts'
import { checkWrapping, defaultWrapping, wrapForTarget } from './wrap-for-target.ts'

/**
 * Secure key release: hands an exportable key to an environment that meets the key's policy, wrapped
 * for a key that only that environment has. The answer is a JWS.
 *
 * @see https://learn.microsoft.com/rest/api/keyvault/keys/release/release
 */
const release: Omit<Operation, 'path'> = {
  name: 'KeyRelease',
  method: 'POST',
  right: mayRelease,
  async prepare(call) {
    checkSince73(call, 'POST')
    const target = requiredString(call.body, 'target')
    const nonce = optionalString(call.body, 'nonce') ?? ''
    const enc = optionalString(call.body, 'enc') ?? defaultWrapping
    checkWrapping(enc)
    const { store } = call.ctx
    const { bundle, policy, secret, audit } = findReleasable(call)
    const claims = await readAttestation(store, target, call.now)
    if (!satisfies(policy, claims)) {
      throw forbidden('Target environment does not meet key release requirements.')
    }
    const { key, ...rest } = bundle
    const released = { ...key, key_hsm: wrapForTarget(claims, secret, enc) }
    const value = signJwt(await attestationKey(store), {
      request: { 'api-version': call.apiVersion.text, enc, kid: key.kid, nonce },
      response: { key: { key: released, ...rest } },
    })
    return () => ({ status: 200, body: { value }, audit })
  },
}

function findReleasable(call: VaultCall) {
  const name = nameOf(call)
  const version = versionOf(call)
  return call.ctx.store.read((db) => {
    const { head, row } = requireKey(db, call.vault.key, name, version)
    if (!row.enabled) throw disabled('key', 'release')
    if (head.managed || !row.exportable || head.releasePolicy === null) {
      throw forbidden('Operation release is not permitted on this key.', 'KeyOperationForbidden')
    }
    const { data }: ReleasePolicy = JSON.parse(head.releasePolicy)
    return {
      bundle: keyBundle(wireOf(call), head, row),
      policy: parsePolicy(data),
      secret: openPrivateKey(db, head.vault, head.name, row.version),
      audit: auditOfKey(row),
    }
  })
}

export const releaseOperations: readonly Operation[] = [
  { ...release, path: '/keys/:name/release' },
  { ...release, path: '/keys/:name/:version/release' },
]
