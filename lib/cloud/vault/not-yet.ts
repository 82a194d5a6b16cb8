import type { Operation, Right } from './call.ts'
import * as certificates from './certificates/rights.ts'
import { notImplemented } from './errors.ts'

/** Operations of the service that answer 501. They come first: `restore` is no certificate's name. */
export const notYet: readonly Operation[] = [
  absent('CertificateRestore', 'POST', '/certificates/restore', certificates.mayRestore),
  absent('CertificateBackup', 'POST', '/certificates/:name/backup', certificates.mayBackup),
]

function absent(name: string, method: Operation['method'], path: string, right: Right): Operation {
  return {
    name,
    method,
    path,
    right,
    prepare() {
      throw notImplemented(name)
    },
  }
}
