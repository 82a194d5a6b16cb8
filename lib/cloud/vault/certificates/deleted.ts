import type { Operation } from '../call.ts'
import { deletedNotFound } from '../errors.ts'
import { pageBody, readPage } from '../paging.ts'
import {
  findDeletedCertificate,
  listCertificates,
  markRecovered,
  removeCertificate,
} from '../rows/certificates.ts'
import { checkPurgeable } from '../steps/check-purgeable.ts'
import { deletionMembers } from '../wire/certificate-bundle.ts'
import { nameOf, wireOf } from './call-parts.ts'
import { bundleOf, deletedBundle } from './deleted-body.ts'
import { itemOf } from './list-item.ts'
import { mayGet, mayList, mayPurge, mayRecover } from './rights.ts'

export const listDeletedCertificates: Operation = {
  name: 'CertificateListDeleted',
  method: 'GET',
  path: '/deletedcertificates',
  right: mayList,
  prepare(call) {
    const page = readPage(call.query)
    return (db) => {
      const rows = listCertificates(db, call.vault.key, {
        collection: 'deleted',
        after: page.after,
        limit: page.limit + 1,
      })
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: '/deletedcertificates', query: call.query },
          keyOf: (row) => row.name,
          item: (row) => ({ ...deletionMembers(call.base, row), ...itemOf(db, call.base, row) }),
        }),
      }
    }
  },
}

export const getDeletedCertificate: Operation = {
  name: 'CertificateGetDeleted',
  method: 'GET',
  path: '/deletedcertificates/:name',
  right: mayGet,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const certificate = findDeletedCertificate(db, call.vault.key, name)
      if (!certificate) throw deletedNotFound('certificate', name)
      return { status: 200, body: deletedBundle(db, wireOf(call), certificate) }
    }
  },
}

/** Brings the certificate, its key and its secret back; an operation that rested goes on. */
export const recoverDeletedCertificate: Operation = {
  name: 'CertificateRecover',
  method: 'POST',
  path: '/deletedcertificates/:name/recover',
  right: mayRecover,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const certificate = findDeletedCertificate(db, call.vault.key, name)
      if (!certificate) throw deletedNotFound('certificate', name)
      markRecovered(db, certificate)
      return {
        status: 200,
        body: bundleOf(db, wireOf(call), { ...certificate, deletedAt: null, purgeAt: null }),
        after: () => call.worker.wake(certificate),
      }
    }
  },
}

/** Removes the certificate for good. Under purge protection only time does that. */
export const purgeDeletedCertificate: Operation = {
  name: 'CertificatePurge',
  method: 'DELETE',
  path: '/deletedcertificates/:name',
  right: mayPurge,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const certificate = findDeletedCertificate(db, call.vault.key, name)
      if (!certificate) throw deletedNotFound('certificate', name)
      checkPurgeable(call.vault)
      removeCertificate(db, certificate)
      return { status: 204 }
    }
  },
}
