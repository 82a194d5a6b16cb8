import type { Db } from '../../store/store.ts'
import type { Operation, VaultCall } from '../call.ts'
import { badParameter, invalidProperty, pendingNotFound } from '../errors.ts'
import { optionalBoolean } from '../json.ts'
import {
  type CertificateRow,
  findLiveCertificate,
  removeCertificate,
} from '../rows/certificates.ts'
import {
  findOperation,
  type OperationRow,
  removeOperation,
  requestCancellation,
} from '../rows/operations.ts'
import { operationBody } from '../wire/operation-body.ts'
import { nameOf } from './call-parts.ts'
import { mayGet, mayUpdate } from './rights.ts'

const path = '/certificates/:name/pending'

export const getPending: Operation = {
  name: 'CertificatePendingGet',
  method: 'GET',
  path,
  right: mayGet,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const { certificate, operation } = findPending(db, call, name)
      // A look at an operation that stopped half-way, on a full disk for example, sets it going.
      const stuck = operation.status === 'inProgress' && operation.issuer.name !== 'Unknown'
      return {
        status: 200,
        body: operationBody(operation, certificate.display, call.base, call.apiVersion),
        ...(stuck ? { after: () => call.worker.wake(operation) } : {}),
      }
    }
  },
}

/** Asks for cancellation. The worker carries it out after the answer. */
export const updatePending: Operation = {
  name: 'CertificatePendingUpdate',
  method: 'PATCH',
  path,
  right: mayUpdate,
  prepare(call) {
    const name = nameOf(call)
    const wanted = optionalBoolean(call.body, 'cancellation_requested')
    if (wanted === undefined) throw invalidProperty()
    return (db) => {
      const { certificate, operation } = findPending(db, call, name)
      if (operation.status !== 'inProgress') {
        throw badParameter(
          `The pending certificate operation cannot be changed: its status is ${operation.status}.`,
        )
      }
      if (wanted) requestCancellation(db, operation)
      const changed = {
        ...operation,
        cancellationRequested: wanted || operation.cancellationRequested,
      }
      return {
        status: 200,
        body: operationBody(changed, certificate.display, call.base, call.apiVersion),
        ...(wanted ? { after: () => call.worker.wake(operation) } : {}),
      }
    }
  },
}

/** Removes the operation and the version it would have made; the name too if that was its first. */
export const deletePending: Operation = {
  name: 'CertificatePendingDelete',
  method: 'DELETE',
  path,
  right: mayUpdate,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const { certificate, operation } = findPending(db, call, name)
      if (certificate.current === null) removeCertificate(db, certificate)
      else removeOperation(db, operation)
      return {
        status: 200,
        body: operationBody(operation, certificate.display, call.base, call.apiVersion),
      }
    }
  },
}

/** The operation of a live name; another `request_id` than its own is another operation. */
export function findPending(
  db: Db,
  call: VaultCall,
  name: string,
): { certificate: CertificateRow; operation: OperationRow } {
  const certificate = findLiveCertificate(db, call.vault.key, name)
  const operation = certificate && findOperation(db, certificate.vault, certificate.name)
  const requestId = call.query.get('request_id')
  if (!certificate || !operation || (requestId && requestId !== operation.requestId)) {
    throw pendingNotFound(name)
  }
  return { certificate, operation }
}
