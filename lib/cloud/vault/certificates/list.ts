import type { Operation } from '../call.ts'
import { badParameter } from '../errors.ts'
import { pageBody, readPage } from '../paging.ts'
import { type CertificateRow, listCertificates } from '../rows/certificates.ts'
import { itemOf } from './list-item.ts'
import { mayList } from './rights.ts'

export const listCertificatesOperation: Operation = {
  name: 'CertificateList',
  method: 'GET',
  path: '/certificates',
  right: mayList,
  prepare(call) {
    const page = readPage(call.query)
    const collection = readIncludePending(call.query) ? 'live' : 'completed'
    return (db) => {
      const rows = listCertificates(db, call.vault.key, {
        collection,
        after: page.after,
        limit: page.limit + 1,
      })
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: '/certificates', query: call.query },
          keyOf: (row: CertificateRow) => row.name,
          item: (row) => itemOf(db, call.base, row),
        }),
      }
    }
  },
}

export function readIncludePending(query: URLSearchParams): boolean {
  const text = query.get('includePending')?.toLowerCase() ?? 'false'
  if (text !== 'true' && text !== 'false') {
    throw badParameter(`The includePending parameter must be true or false: ${text}`)
  }
  return text === 'true'
}
