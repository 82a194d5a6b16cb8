import type { PermissionArea } from '../permissions/catalogue.ts'

/** One operation of a vault's data plane and what it needs in either permission model. */
export interface DataOperation {
  /** The service's own name of it. */
  readonly id: string
  /** In words, after "may": `read the certificate`. */
  readonly label: string
  readonly area: PermissionArea
  /** Permissions of an access policy, each of which is enough. */
  readonly permissions: readonly string[]
  /** Without the prefix `Microsoft.KeyVault/vaults/`. */
  readonly dataAction: string
  /** Whether it concerns one object, over which alone a role may be given, or the vault. */
  readonly on: 'object' | 'vault'
}

type Line = readonly [
  id: string,
  label: string,
  permissions: string,
  dataAction: string,
  on?: 'vault',
]

const certificates: readonly Line[] = [
  ['GetCertificates', 'list certificates', 'list', 'certificates/read', 'vault'],
  ['GetCertificate', 'read a certificate', 'get', 'certificates/read'],
  ['GetCertificateVersions', 'list a certificate’s versions', 'list', 'certificates/read'],
  ['GetCertificatePolicy', 'read a certificate’s policy', 'get', 'certificates/read'],
  ['GetCertificateOperation', 'read a pending request', 'get', 'certificates/read'],
  ['CreateCertificate', 'create and renew a certificate', 'create', 'certificates/create/action'],
  ['MergeCertificate', 'merge a signed certificate', 'create', 'certificates/create/action'],
  ['ImportCertificate', 'import a certificate', 'import', 'certificates/import/action'],
  [
    'UpdateCertificate',
    'change a certificate’s attributes',
    'update',
    'certificates/update/action',
  ],
  [
    'UpdateCertificatePolicy',
    'change a certificate’s policy',
    'update',
    'certificates/update/action',
  ],
  [
    'UpdateCertificateOperation',
    'cancel a pending request',
    'update',
    'certificates/update/action',
  ],
  [
    'DeleteCertificateOperation',
    'remove a pending request',
    'update',
    'certificates/update/action',
  ],
  ['DeleteCertificate', 'delete a certificate', 'delete', 'certificates/delete'],
  ['RecoverDeletedCertificate', 'recover a certificate', 'recover', 'certificates/recover/action'],
  ['PurgeDeletedCertificate', 'purge a certificate', 'purge', 'certificates/purge/action'],
  ['BackupCertificate', 'back up a certificate', 'backup', 'certificates/backup/action'],
  [
    'RestoreCertificate',
    'restore a certificate',
    'restore',
    'certificates/restore/action',
    'vault',
  ],
  ['GetDeletedCertificates', 'list deleted certificates', 'list', 'certificates/read', 'vault'],
  ['GetDeletedCertificate', 'read a deleted certificate', 'get', 'certificates/read'],
  [
    'GetCertificateContacts',
    'read the contacts',
    'managecontacts',
    'certificatecontacts/write',
    'vault',
  ],
  [
    'SetCertificateContacts',
    'set the contacts',
    'managecontacts',
    'certificatecontacts/write',
    'vault',
  ],
  [
    'DeleteCertificateContacts',
    'remove the contacts',
    'managecontacts',
    'certificatecontacts/write',
    'vault',
  ],
  [
    'GetCertificateIssuers',
    'list issuers',
    'listissuers manageissuers',
    'certificatecas/read',
    'vault',
  ],
  [
    'GetCertificateIssuer',
    'read an issuer',
    'getissuers manageissuers',
    'certificatecas/read',
    'vault',
  ],
  [
    'SetCertificateIssuer',
    'add an issuer',
    'setissuers manageissuers',
    'certificatecas/write',
    'vault',
  ],
  [
    'UpdateCertificateIssuer',
    'change an issuer',
    'setissuers manageissuers',
    'certificatecas/write',
    'vault',
  ],
  [
    'DeleteCertificateIssuer',
    'delete an issuer',
    'deleteissuers manageissuers',
    'certificatecas/delete',
    'vault',
  ],
]

const keys: readonly Line[] = [
  ['GetKeys', 'list keys', 'list', 'keys/read', 'vault'],
  ['GetKey', 'read a public key', 'get', 'keys/read'],
  ['GetKeyVersions', 'list a key’s versions', 'list', 'keys/read'],
  ['CreateKey', 'create a key', 'create', 'keys/create/action'],
  ['ImportKey', 'import a key', 'import', 'keys/import/action'],
  ['UpdateKey', 'change a key’s attributes', 'update', 'keys/update/action'],
  ['DeleteKey', 'delete a key', 'delete', 'keys/delete'],
  ['RecoverDeletedKey', 'recover a key', 'recover', 'keys/recover/action'],
  ['PurgeDeletedKey', 'purge a key', 'purge', 'keys/purge/action'],
  ['BackupKey', 'back up a key', 'backup', 'keys/backup/action'],
  ['RestoreKey', 'restore a key', 'restore', 'keys/restore/action', 'vault'],
  ['GetDeletedKeys', 'list deleted keys', 'list', 'keys/read', 'vault'],
  ['GetDeletedKey', 'read a deleted key', 'get', 'keys/read'],
  ['encrypt', 'encrypt with a key', 'encrypt', 'keys/encrypt/action'],
  ['decrypt', 'decrypt with a key', 'decrypt', 'keys/decrypt/action'],
  ['sign', 'sign with a key', 'sign', 'keys/sign/action'],
  ['verify', 'verify with a key', 'verify', 'keys/verify/action'],
  ['wrapKey', 'wrap with a key', 'wrapKey', 'keys/wrap/action'],
  ['unwrapKey', 'unwrap with a key', 'unwrapKey', 'keys/unwrap/action'],
  ['release', 'release a key', 'release', 'keys/release/action'],
  ['GetRandomBytes', 'get random bytes', 'get', 'keys/read', 'vault'],
  ['RotateKey', 'rotate a key', 'rotate', 'keys/rotate/action'],
  [
    'GetKeyRotationPolicy',
    'read a rotation policy',
    'getrotationpolicy',
    'keyrotationpolicies/read',
  ],
  [
    'UpdateKeyRotationPolicy',
    'change a rotation policy',
    'setrotationpolicy',
    'keyrotationpolicies/write',
  ],
]

const secrets: readonly Line[] = [
  ['GetSecrets', 'list secrets', 'list', 'secrets/readMetadata/action', 'vault'],
  ['GetSecret', 'read a secret’s value', 'get', 'secrets/getSecret/action'],
  ['GetSecretVersions', 'list a secret’s versions', 'list', 'secrets/readMetadata/action'],
  ['SetSecret', 'write a secret’s value', 'set', 'secrets/setSecret/action'],
  ['UpdateSecret', 'change a secret’s attributes', 'set', 'secrets/update/action'],
  ['DeleteSecret', 'delete a secret', 'delete', 'secrets/delete'],
  ['RecoverDeletedSecret', 'recover a secret', 'recover', 'secrets/recover/action'],
  ['PurgeDeletedSecret', 'purge a secret', 'purge', 'secrets/purge/action'],
  ['BackupSecret', 'back up a secret', 'backup', 'secrets/backup/action'],
  ['RestoreSecret', 'restore a secret', 'restore', 'secrets/restore/action', 'vault'],
  ['GetDeletedSecrets', 'list deleted secrets', 'list', 'secrets/readMetadata/action', 'vault'],
  ['GetDeletedSecret', 'read about a deleted secret', 'get', 'secrets/readMetadata/action'],
]

/**
 * Every operation of the data plane.
 * https://learn.microsoft.com/rest/api/keyvault/ ("requires the certificates/get permission") and
 * https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault
 */
export const dataOperations: readonly DataOperation[] = [
  ...toOperations('certificates', certificates),
  ...toOperations('keys', keys),
  ...toOperations('secrets', secrets),
]

function toOperations(area: PermissionArea, lines: readonly Line[]): DataOperation[] {
  return lines.map(
    ([id, label, permissions, dataAction, on]): DataOperation => ({
      id,
      label,
      area,
      permissions: permissions.split(' '),
      dataAction,
      on: on ?? 'object',
    }),
  )
}

/** The operation of this name, or null. */
export function findOperation(id: string): DataOperation | null {
  return dataOperations.find((operation) => operation.id === id) ?? null
}

/** The data action as roles name it. */
export function fullDataAction(operation: DataOperation): string {
  return `Microsoft.KeyVault/vaults/${operation.dataAction}`
}
