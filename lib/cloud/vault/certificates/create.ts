import type { Operation, VaultCall } from '../call.ts'
import { badParameter, conflict } from '../errors.ts'
import { prepareOperation } from '../issue/start.ts'
import { optionalBoolean, optionalObject } from '../json.ts'
import { checkTier } from '../keys/key-type.ts'
import type { StoredPolicy } from '../policy/model.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { checkIssuable } from '../policy/x509-props.ts'
import { type CertificateRow, putCertificate } from '../rows/certificates.ts'
import { readTags } from '../tags.ts'
import { operationBody } from '../wire/operation-body.ts'
import { nameOf, readEnabled } from './call-parts.ts'
import { checkIssuer } from './check-issuer.ts'
import { checkNameFree } from './name-state.ts'
import { mayCreate } from './rights.ts'

/**
 * Starts a certificate. The key and its request are made before the answer, so that the 202 carries
 * the CSR; the operation is durable before the answer, and the worker finishes it.
 */
export const createCertificateOperation: Operation = {
  name: 'CertificateCreate',
  method: 'POST',
  path: '/certificates/:name/create',
  right: mayCreate,
  async prepare(call) {
    const name = nameOf(call)
    const { ctx, vault, body, now } = call
    const seen = ctx.store.read((db) => checkNameFree(db, vault.key, name))
    const given = optionalObject(body, 'policy')
    const policy = policyOf(call, seen)
    ctx.store.read((db) => checkIssuer(db, vault.key, policy.issuer))
    const prepared = await prepareOperation(ctx, {
      vault: vault.key,
      name,
      seen,
      policy,
      enabled: readEnabled(body) ?? true,
      tags: readTags(body) ?? null,
      preserveOrder: optionalBoolean(body, 'preserveCertOrder') ?? false,
      renewal: false,
      now,
    })
    return (db) => {
      const certificate = checkNameFree(db, vault.key, name)
      if (seen?.policyUpdated !== certificate?.policyUpdated) throw changedMeanwhile()
      checkIssuer(db, vault.key, policy.issuer)
      const display = certificate?.display ?? name
      if (given || !certificate) putCertificate(db, { vault: vault.key, display, policy, now })
      prepared.put(db)
      const { operation, fresh } = prepared
      const query = `api-version=${call.apiVersion.text}&request_id=${operation.requestId}`
      return {
        status: 202,
        body: operationBody(operation, display, call.base, call.apiVersion),
        headers: { Location: `${call.base}/certificates/${display}/pending?${query}` },
        audit: {
          certificatePolicyProperties: {
            secretProperties: { type: policy.secret_props.contentType },
          },
        },
        after: () => call.worker.wake(operation, fresh),
      }
    }
  },
}

/** The policy of the body, or the stored one when a later version is asked for without. */
function policyOf(call: VaultCall, seen: CertificateRow | null): StoredPolicy {
  const given = optionalObject(call.body, 'policy')
  if (!given && !seen) {
    throw badParameter('A policy is required to create the first version of a certificate.')
  }
  const policy = readPolicy(given ?? {}, given ? null : (seen?.policy ?? null), call.apiVersion)
  checkIssuable(policy.x509_props)
  checkTier(policy.key_props.kty, call.vault)
  return policy
}

/** The policy was changed while the key was being made for the one before. */
function changedMeanwhile(): Error {
  return conflict('The certificate was changed by another request at the same time. Retry.')
}
