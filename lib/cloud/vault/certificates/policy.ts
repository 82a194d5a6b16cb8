import type { Db } from '../../store/store.ts'
import type { Operation, VaultCall } from '../call.ts'
import type { JsonObject } from '../json.ts'
import { checkTier } from '../keys/key-type.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { type CertificateRow, findLiveCertificate, putCertificate } from '../rows/certificates.ts'
import { policyBody } from '../wire/policy-body.ts'
import { missing, nameOf } from './call-parts.ts'
import { checkIssuer } from './check-issuer.ts'
import { mayGet, mayUpdate } from './rights.ts'

export const getPolicy: Operation = {
  name: 'CertificatePolicyGet',
  method: 'GET',
  path: '/certificates/:name/policy',
  right: mayGet,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const certificate = findLiveCertificate(db, call.vault.key, name)
      if (!certificate) throw missing('certificate', name, null)
      return { status: 200, body: policyBody(certificate, call) }
    }
  },
}

/** Merges the given members into the policy; `null` keeps what is there. Existing versions stay. */
export const updatePolicy: Operation = {
  name: 'CertificatePolicyUpdate',
  method: 'PATCH',
  path: '/certificates/:name/policy',
  right: mayUpdate,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const found = findLiveCertificate(db, call.vault.key, name)
      if (!found) throw missing('certificate', name, null)
      return { status: 200, body: policyBody(mergePolicy(db, call, found, call.body), call) }
    }
  },
}

/**
 * Merges the members of a body into the stored policy, inside a write.
 * @returns the certificate as it is now
 */
export function mergePolicy(
  db: Db,
  call: VaultCall,
  found: CertificateRow,
  given: JsonObject,
): CertificateRow {
  const policy = readPolicy(given, found.policy, call.apiVersion)
  checkTier(policy.key_props.kty, call.vault)
  if (policy.issuer.name !== found.policy.issuer.name) checkIssuer(db, found.vault, policy.issuer)
  const { vault, display } = found
  putCertificate(db, { vault, display, policy, now: call.now })
  return { ...found, policy, policyUpdated: call.now }
}
