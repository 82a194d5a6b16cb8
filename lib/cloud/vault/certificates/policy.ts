import type { Operation } from '../call.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { findLiveCertificate, putCertificate } from '../rows/certificates.ts'
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
      return { status: 200, body: policyBody(certificate, call.base) }
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
      const policy = readPolicy(call.body, found.policy)
      if (policy.issuer.name !== found.policy.issuer.name) {
        checkIssuer(db, found.vault, policy.issuer)
      }
      putCertificate(db, { vault: found.vault, display: found.display, policy, now: call.now })
      const certificate = { ...found, policy, policyUpdated: call.now }
      return { status: 200, body: policyBody(certificate, call.base) }
    }
  },
}
