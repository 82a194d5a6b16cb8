import { randomUUID } from 'node:crypto'
import { openJwt, signJwt } from '../../../login/jwt.ts'
import { openSigningKey, type SigningKey } from '../../../login/signing-key.ts'
import type { CloudStore } from '../../../store/store.ts'
import { forbidden } from '../../errors.ts'

/*
 * The attestation authority is simulated: one key stands for every authority, and tokens come from the
 * control API, which asks for no evidence.
 */

/** Eight hours, as those of Microsoft Azure Attestation. */
const lifetime = 8 * 3600

/** The key that signs attestations and what is released. */
export function attestationKey(store: CloudStore): Promise<SigningKey> {
  return openSigningKey(store, 'attestation-signing-key')
}

/** A token that says these things of an environment. @param now epoch seconds */
export async function attest(
  store: CloudStore,
  attestation: { authority: string; claims: Readonly<Record<string, unknown>> },
  now: number,
): Promise<string> {
  return signJwt(await attestationKey(store), {
    ...attestation.claims,
    iss: attestation.authority,
    iat: now,
    nbf: now,
    exp: now + lifetime,
    jti: randomUUID(),
  })
}

/** The claims of a token of the authority, at this time. Throws 403. */
export async function readAttestation(
  store: CloudStore,
  token: string,
  now: number,
): Promise<Readonly<Record<string, unknown>>> {
  const verdict = openJwt(await attestationKey(store), token)
  const claims = typeof verdict === 'string' ? null : verdict.payload
  const isOfNow =
    typeof claims?.exp === 'number' &&
    typeof claims.nbf === 'number' &&
    claims.nbf <= now &&
    now < claims.exp
  if (!claims || !isOfNow) {
    throw forbidden('Target environment attestation statement cannot be verified.')
  }
  return claims
}
