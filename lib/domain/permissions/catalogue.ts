/*
 * Everything that an entry of a vault's access policies can permit, in the spelling and the order of
 * the portal. Names: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update
 * (`KeyPermissions`, `SecretPermissions`, `CertificatePermissions`, `StoragePermissions`).
 * Groups: https://learn.microsoft.com/azure/key-vault/general/assign-access-policy
 */

/** Kinds of objects that the editor offers. */
export const permissionAreas = ['keys', 'secrets', 'certificates'] as const
export type PermissionArea = (typeof permissionAreas)[number]

export type PermissionGroup = 'management' | 'cryptographic' | 'privileged' | 'rotation'

export interface Permission {
  /** As the service spells it: `wrapKey`, `getrotationpolicy`. */
  readonly id: string
  readonly group: PermissionGroup
  readonly label: string
  /** What it lets somebody do, in one sentence. */
  readonly means: string
}

/** What an entry permits. A part left out is the same as an empty one; names in any case; `all` stands for all. */
export interface Permissions {
  readonly keys?: readonly string[] | undefined
  readonly secrets?: readonly string[] | undefined
  readonly certificates?: readonly string[] | undefined
  /** Of managed storage accounts, which are retired: kept as they are, never offered. */
  readonly storage?: readonly string[] | undefined
}

type Line = readonly [id: string, label: string, means: string]

const keys: Readonly<Record<PermissionGroup, readonly Line[]>> = {
  management: [
    ['get', 'Get', 'Read the public part and the attributes of a key, deleted ones too.'],
    ['list', 'List', 'See which keys and versions there are.'],
    ['update', 'Update', 'Change attributes and tags; enable or disable.'],
    ['create', 'Create', 'Make new keys and new versions.'],
    ['import', 'Import', 'Bring in a key that was made elsewhere.'],
    ['delete', 'Delete', 'Delete a key; it stays recoverable for the retention period.'],
    ['recover', 'Recover', 'Bring a deleted key back.'],
    ['backup', 'Backup', 'Take an encrypted copy of all versions of a key.'],
    ['restore', 'Restore', 'Bring a backup into this vault.'],
  ],
  cryptographic: [
    ['decrypt', 'Decrypt', 'Decrypt with the private key.'],
    ['encrypt', 'Encrypt', 'Encrypt with the key.'],
    ['unwrapKey', 'Unwrap key', 'Unwrap another key, for example that of a storage account.'],
    ['wrapKey', 'Wrap key', 'Wrap another key with this one.'],
    ['verify', 'Verify', 'Check a signature.'],
    ['sign', 'Sign', 'Sign with the private key.'],
  ],
  privileged: [
    ['purge', 'Purge', 'Destroy a deleted key for ever.'],
    ['release', 'Release', 'Hand a key out to an attested confidential environment.'],
  ],
  rotation: [
    ['rotate', 'Rotate', 'Make the next version of a key now.'],
    ['getrotationpolicy', 'Get rotation policy', 'Read when a key rotates by itself.'],
    ['setrotationpolicy', 'Set rotation policy', 'Decide when a key rotates by itself.'],
  ],
}

const secrets: Readonly<Partial<Record<PermissionGroup, readonly Line[]>>> = {
  management: [
    ['get', 'Get', 'Read values, with them the private keys of exportable certificates.'],
    ['list', 'List', 'See which secrets and versions there are, without values.'],
    ['set', 'Set', 'Write new values and change attributes.'],
    ['delete', 'Delete', 'Delete a secret; it stays recoverable for the retention period.'],
    ['recover', 'Recover', 'Bring a deleted secret back.'],
    ['backup', 'Backup', 'Take an encrypted copy of all versions of a secret.'],
    ['restore', 'Restore', 'Bring a backup into this vault.'],
  ],
  privileged: [['purge', 'Purge', 'Destroy a deleted secret for ever.']],
}

const certificates: Readonly<Partial<Record<PermissionGroup, readonly Line[]>>> = {
  management: [
    ['get', 'Get', 'Read certificates, their policies and pending requests; no private key.'],
    ['list', 'List', 'See which certificates and versions there are.'],
    ['update', 'Update', 'Change attributes, tags and policies; cancel requests.'],
    ['create', 'Create', 'Ask for certificates, renew them and merge signed ones.'],
    ['import', 'Import', 'Bring in a certificate with its private key.'],
    ['delete', 'Delete', 'Delete a certificate; it stays recoverable for the retention period.'],
    ['recover', 'Recover', 'Bring a deleted certificate back.'],
    ['backup', 'Backup', 'Take an encrypted copy of all versions of a certificate.'],
    ['restore', 'Restore', 'Bring a backup into this vault.'],
    ['managecontacts', 'Manage contacts', 'Read and set who is told about expiring certificates.'],
    [
      'manageissuers',
      'Manage certificate authorities',
      'Do everything with the issuers of the vault.',
    ],
    [
      'getissuers',
      'Get certificate authorities',
      'Read the settings of an issuer, without its password.',
    ],
    ['listissuers', 'List certificate authorities', 'See which issuers there are.'],
    ['setissuers', 'Set certificate authorities', 'Add issuers and change their accounts.'],
    ['deleteissuers', 'Delete certificate authorities', 'Remove issuers.'],
  ],
  privileged: [['purge', 'Purge', 'Destroy a deleted certificate for ever.']],
}

function inOrder(groups: Readonly<Partial<Record<PermissionGroup, readonly Line[]>>>) {
  const order: readonly PermissionGroup[] = [
    'management',
    'cryptographic',
    'privileged',
    'rotation',
  ]
  return order.flatMap((group): Permission[] =>
    (groups[group] ?? []).map(([id, label, means]) => ({ id, group, label, means })),
  )
}

/** Every permission that can be ticked, by kind of object, groups together. */
export const permissionCatalogue: Readonly<Record<PermissionArea, readonly Permission[]>> = {
  keys: inOrder(keys),
  secrets: inOrder(secrets),
  certificates: inOrder(certificates),
}

/** Groups with what stands in their headings. */
export const permissionGroups: readonly {
  readonly id: PermissionGroup
  readonly label: string
}[] = [
  { id: 'management', label: 'Management operations' },
  { id: 'cryptographic', label: 'Cryptographic operations' },
  { id: 'privileged', label: 'Privileged operations' },
  { id: 'rotation', label: 'Rotation policy operations' },
]

export const areaLabels: Readonly<Record<PermissionArea, string>> = {
  keys: 'Keys',
  secrets: 'Secrets',
  certificates: 'Certificates',
}

/** The permission of this name, in any case; null when the service has none such. */
export function findPermission(area: PermissionArea, id: string): Permission | null {
  const wanted = id.toLowerCase()
  return permissionCatalogue[area].find((one) => one.id.toLowerCase() === wanted) ?? null
}
