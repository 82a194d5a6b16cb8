/*
 * For tests only: who may do what, written down from the documentation and not from the code. The
 * operations say the same a second time, and the test between them lets neither drift.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/rbac-guide
 * @see https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 * @see https://learn.microsoft.com/rest/api/keyvault/ ("requires the certificates/… permission")
 */

export interface Requirement {
  /** The service's own name of the operation. */
  operation: string
  method: string
  path: string
  /** Permissions of an access policy, each of which is enough: `area/permission`. */
  policy: readonly string[]
  /** The data action of roles, without `Microsoft.KeyVault/vaults/`. */
  action: string
}

const v = '0'.repeat(32)

/** One line for each operation: name, call, permission, data action. `|` stands between alternatives. */
const lines = `
GetCertificates              GET    /certificates                     certificates/list      certificates/read
GetCertificate               GET    /certificates/x/${v}              certificates/get       certificates/read
GetCertificate               GET    /certificates/x                   certificates/get       certificates/read
GetCertificateVersions       GET    /certificates/x/versions          certificates/list      certificates/read
UpdateCertificate            PATCH  /certificates/x/${v}              certificates/update    certificates/update/action
UpdateCertificate            PATCH  /certificates/x                   certificates/update    certificates/update/action
DeleteCertificate            DELETE /certificates/x                   certificates/delete    certificates/delete
CreateCertificate            POST   /certificates/x/create            certificates/create    certificates/create/action
ImportCertificate            POST   /certificates/x/import            certificates/import    certificates/import/action
MergeCertificate             POST   /certificates/x/pending/merge     certificates/create    certificates/create/action
GetCertificateOperation      GET    /certificates/x/pending           certificates/get       certificates/read
UpdateCertificateOperation   PATCH  /certificates/x/pending           certificates/update    certificates/update/action
DeleteCertificateOperation   DELETE /certificates/x/pending           certificates/update    certificates/update/action
GetCertificatePolicy         GET    /certificates/x/policy            certificates/get       certificates/read
UpdateCertificatePolicy      PATCH  /certificates/x/policy            certificates/update    certificates/update/action
BackupCertificate            POST   /certificates/x/backup            certificates/backup    certificates/backup/action
RestoreCertificate           POST   /certificates/restore             certificates/restore   certificates/restore/action
GetDeletedCertificates       GET    /deletedcertificates              certificates/list      certificates/read
GetDeletedCertificate        GET    /deletedcertificates/x            certificates/get       certificates/read
PurgeDeletedCertificate      DELETE /deletedcertificates/x            certificates/purge     certificates/purge/action
RecoverDeletedCertificate    POST   /deletedcertificates/x/recover    certificates/recover   certificates/recover/action
GetCertificateContacts       GET    /certificates/contacts            certificates/managecontacts certificatecontacts/write
SetCertificateContacts       PUT    /certificates/contacts            certificates/managecontacts certificatecontacts/write
DeleteCertificateContacts    DELETE /certificates/contacts            certificates/managecontacts certificatecontacts/write
GetCertificateIssuers        GET    /certificates/issuers             certificates/listissuers|certificates/manageissuers   certificatecas/read
GetCertificateIssuer         GET    /certificates/issuers/x           certificates/getissuers|certificates/manageissuers    certificatecas/read
SetCertificateIssuer         PUT    /certificates/issuers/x           certificates/setissuers|certificates/manageissuers    certificatecas/write
UpdateCertificateIssuer      PATCH  /certificates/issuers/x           certificates/setissuers|certificates/manageissuers    certificatecas/write
DeleteCertificateIssuer      DELETE /certificates/issuers/x           certificates/deleteissuers|certificates/manageissuers certificatecas/delete

GetKeys                      GET    /keys                             keys/list              keys/read
GetKey                       GET    /keys/x/${v}                      keys/get               keys/read
GetKey                       GET    /keys/x                           keys/get               keys/read
GetKeyVersions               GET    /keys/x/versions                  keys/list              keys/read
CreateKey                    POST   /keys/x/create                    keys/create            keys/create/action
ImportKey                    PUT    /keys/x                           keys/import            keys/import/action
UpdateKey                    PATCH  /keys/x/${v}                      keys/update            keys/update/action
UpdateKey                    PATCH  /keys/x                           keys/update            keys/update/action
DeleteKey                    DELETE /keys/x                           keys/delete            keys/delete
encrypt                      POST   /keys/x/${v}/encrypt              keys/encrypt           keys/encrypt/action
encrypt                      POST   /keys/x/encrypt                   keys/encrypt           keys/encrypt/action
decrypt                      POST   /keys/x/${v}/decrypt              keys/decrypt           keys/decrypt/action
sign                         POST   /keys/x/${v}/sign                 keys/sign              keys/sign/action
sign                         POST   /keys/x/sign                      keys/sign              keys/sign/action
verify                       POST   /keys/x/${v}/verify               keys/verify            keys/verify/action
verify                       POST   /keys/x/verify                    keys/verify            keys/verify/action
wrapKey                      POST   /keys/x/${v}/wrapkey              keys/wrapKey           keys/wrap/action
wrapKey                      POST   /keys/x/wrapkey                   keys/wrapKey           keys/wrap/action
unwrapKey                    POST   /keys/x/${v}/unwrapkey            keys/unwrapKey         keys/unwrap/action
release                      POST   /keys/x/${v}/release              keys/release           keys/release/action
release                      POST   /keys/x/release                   keys/release           keys/release/action
GetRandomBytes               POST   /rng                              keys/get               keys/read
RotateKey                    POST   /keys/x/rotate                    keys/rotate            keys/rotate/action
GetKeyRotationPolicy         GET    /keys/x/rotationpolicy            keys/getrotationpolicy keyrotationpolicies/read
UpdateKeyRotationPolicy      PUT    /keys/x/rotationpolicy            keys/setrotationpolicy keyrotationpolicies/write
BackupKey                    POST   /keys/x/backup                    keys/backup            keys/backup/action
RestoreKey                   POST   /keys/restore                     keys/restore           keys/restore/action
GetDeletedKeys               GET    /deletedkeys                      keys/list              keys/read
GetDeletedKey                GET    /deletedkeys/x                    keys/get               keys/read
PurgeDeletedKey              DELETE /deletedkeys/x                    keys/purge             keys/purge/action
RecoverDeletedKey            POST   /deletedkeys/x/recover            keys/recover           keys/recover/action

GetSecrets                   GET    /secrets                          secrets/list           secrets/readMetadata/action
GetSecret                    GET    /secrets/x/${v}                   secrets/get            secrets/getSecret/action
GetSecret                    GET    /secrets/x                        secrets/get            secrets/getSecret/action
GetSecretVersions            GET    /secrets/x/versions               secrets/list           secrets/readMetadata/action
SetSecret                    PUT    /secrets/x                        secrets/set            secrets/setSecret/action
UpdateSecret                 PATCH  /secrets/x/${v}                   secrets/set            secrets/update/action
UpdateSecret                 PATCH  /secrets/x                        secrets/set            secrets/update/action
DeleteSecret                 DELETE /secrets/x                        secrets/delete         secrets/delete
BackupSecret                 POST   /secrets/x/backup                 secrets/backup         secrets/backup/action
RestoreSecret                POST   /secrets/restore                  secrets/restore        secrets/restore/action
GetDeletedSecrets            GET    /deletedsecrets                   secrets/list           secrets/readMetadata/action
GetDeletedSecret             GET    /deletedsecrets/x                 secrets/get            secrets/readMetadata/action
PurgeDeletedSecret           DELETE /deletedsecrets/x                 secrets/purge          secrets/purge/action
RecoverDeletedSecret         POST   /deletedsecrets/x/recover         secrets/recover        secrets/recover/action
`

/** Every operation of the data plane, and what it needs. */
export const requirements: readonly Requirement[] = lines
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => {
    const [operation = '', method = '', path = '', policy = '', action = ''] = line.split(/\s+/)
    return { operation, method, path, policy: policy.split('|'), action }
  })

/** All permissions that an access policy can have. */
export const catalogue = {
  certificates:
    'get list delete create import update managecontacts getissuers listissuers setissuers deleteissuers manageissuers recover purge backup restore',
  keys: 'get list create update import delete backup restore recover purge encrypt decrypt wrapKey unwrapKey sign verify release rotate getrotationpolicy setrotationpolicy',
  secrets: 'get list set delete backup restore recover purge',
  storage:
    'get list delete set update regeneratekey recover purge backup restore setsas listsas getsas deletesas',
} as const

/** What each built-in role gives, as data actions; `*` stands for the rest. */
export const roles: Readonly<Record<string, readonly string[]>> = {
  'Key Vault Administrator': ['*'],
  'Key Vault Certificates Officer': [
    'certificates/*',
    'certificatecas/*',
    'certificatecontacts/write',
  ],
  'Key Vault Certificate User': [
    'certificates/read',
    'secrets/getSecret/action',
    'secrets/readMetadata/action',
    'keys/read',
  ],
  'Key Vault Crypto Officer': ['keys/*', 'keyrotationpolicies/*'],
  'Key Vault Crypto User': [
    'keys/read',
    'keys/update/action',
    'keys/backup/action',
    'keys/encrypt/action',
    'keys/decrypt/action',
    'keys/wrap/action',
    'keys/unwrap/action',
    'keys/sign/action',
    'keys/verify/action',
  ],
  'Key Vault Crypto Service Encryption User': [
    'keys/read',
    'keys/wrap/action',
    'keys/unwrap/action',
  ],
  'Key Vault Crypto Service Release User': ['keys/release/action'],
  'Key Vault Secrets Officer': ['secrets/*'],
  'Key Vault Secrets User': ['secrets/getSecret/action', 'secrets/readMetadata/action'],
  'Key Vault Reader': [
    'certificates/read',
    'certificatecas/read',
    'keys/read',
    'keyrotationpolicies/read',
    'secrets/readMetadata/action',
  ],
  'Key Vault Contributor': [],
  'Key Vault Purge Operator': [],
  'Key Vault Data Access Administrator': [],
  'User Access Administrator': [],
  Owner: [],
  Contributor: [],
  Reader: [],
}
