import type { Operation, Right } from './call.ts'
import * as certificates from './certificates/rights.ts'
import { notImplemented } from './errors.ts'
import * as keys from './keys/rights.ts'
import * as secrets from './secrets/rights.ts'

function issuers(permission: string, action: string): Right {
  return { area: 'certificates', permission, action: `certificatecas/${action}` }
}

const maySetIssuers = issuers('setissuers', 'write')
const mayManageContacts: Right = {
  area: 'certificates',
  permission: 'managecontacts',
  action: 'certificatecontacts/write',
}

/** Operations of the service that answer 501. They come first: `issuers` is no certificate's name. */
export const notYet: readonly Operation[] = [
  absent('CertificateIssuersList', 'GET', '/certificates/issuers', issuers('listissuers', 'read')),
  absent(
    'CertificateIssuerGet',
    'GET',
    '/certificates/issuers/:issuer',
    issuers('getissuers', 'read'),
  ),
  absent('CertificateIssuerSet', 'PUT', '/certificates/issuers/:issuer', maySetIssuers),
  absent('CertificateIssuerUpdate', 'PATCH', '/certificates/issuers/:issuer', maySetIssuers),
  absent(
    'CertificateIssuerDelete',
    'DELETE',
    '/certificates/issuers/:issuer',
    issuers('deleteissuers', 'delete'),
  ),
  absent('CertificateContactsSet', 'PUT', '/certificates/contacts', mayManageContacts),
  absent('CertificateContactsDelete', 'DELETE', '/certificates/contacts', mayManageContacts),
  absent('CertificateRestore', 'POST', '/certificates/restore', certificates.mayRestore),
  absent('CertificateBackup', 'POST', '/certificates/:name/backup', certificates.mayBackup),
  absent('KeyListDeleted', 'GET', '/deletedkeys', keys.mayList),
  absent('KeyGetDeleted', 'GET', '/deletedkeys/:name', keys.mayGet),
  absent('SecretListDeleted', 'GET', '/deletedsecrets', secrets.mayList),
  absent('SecretGetDeleted', 'GET', '/deletedsecrets/:name', secrets.mayGet),
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
