import type { Operation, VaultCall } from '../call.ts'
import { badParameter, conflict, issuerNotFound } from '../errors.ts'
import { keyOf, newVersion } from '../identifiers.ts'
import { createRequest } from '../issue/certificate.ts'
import { fitsPolicy, generateKey, type KeyPair, loadKey } from '../issue/key-pair.ts'
import { optionalBoolean, optionalObject } from '../json.ts'
import type { StoredPolicy } from '../policy/model.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { checkIssuable } from '../policy/x509-props.ts'
import { type CertificateRow, putCertificate } from '../rows/certificates.ts'
import { openPrivateKey } from '../rows/keys.ts'
import { type OperationRow, putOperation } from '../rows/operations.ts'
import { readTags } from '../tags.ts'
import { operationBody } from '../wire/operation-body.ts'
import { nameOf, readEnabled } from './call-parts.ts'
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
    const enabled = readEnabled(body) ?? true
    const tags = readTags(body) ?? null
    const preserveOrder = optionalBoolean(body, 'preserveCertOrder') ?? false
    const pair = await keyFor(call, seen, policy)
    const csr = await createRequest(policy, pair)
    const version = newVersion()

    return (db) => {
      const certificate = checkNameFree(db, vault.key, name)
      if (seen?.policyUpdated !== certificate?.policyUpdated) throw changedMeanwhile()
      const display = certificate?.display ?? name
      if (given || !certificate) putCertificate(db, { vault: vault.key, display, policy, now })
      const operation: OperationRow = {
        vault: vault.key,
        name: keyOf(name),
        requestId: newVersion(),
        version,
        status: 'inProgress',
        issuer: policy.issuer,
        csr,
        cancellationRequested: false,
        error: null,
        created: now,
        enabled,
        tags,
        preserveOrder,
      }
      putOperation(db, operation, pair.pkcs8)
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
        after: () => call.worker.wake(operation, { requestId: operation.requestId, pair }),
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
  const policy = readPolicy(given ?? {}, given ? null : (seen?.policy ?? null))
  checkIssuable(policy.x509_props)
  if (policy.issuer.name !== 'Self' && policy.issuer.name !== 'Unknown') throw issuerNotFound()
  return policy
}

async function keyFor(
  call: VaultCall,
  seen: CertificateRow | null,
  policy: StoredPolicy,
): Promise<KeyPair> {
  const version = seen?.current
  if (policy.key_props.reuse_key && seen && version) {
    const pkcs8 = call.ctx.store.read((db) =>
      openPrivateKey(db, call.vault.key, seen.name, version),
    )
    const pair = loadKey(pkcs8)
    if (fitsPolicy(pair, policy.key_props)) return pair
  }
  return generateKey(policy.key_props)
}

/** The policy was changed while the key was being made for the one before. */
function changedMeanwhile(): Error {
  return conflict('The certificate was changed by another request at the same time. Retry.')
}
