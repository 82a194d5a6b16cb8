import type { RoleGrants } from './match-action.ts'

/** A role as Azure defines it, built-in or of somebody's own. */
export interface RoleDefinition extends RoleGrants {
  /** GUID; the last segment of the definition's resource id. */
  readonly id: string
  readonly name: string
}

export interface BuiltInRole extends RoleDefinition {
  /** What it allows, in one sentence. */
  readonly allows: string
  /** Whether it is about vaults; the others reach them with everything else. */
  readonly keyVault: boolean
}

type Lists = Partial<RoleGrants>

function role(id: string, name: string, allows: string, lists: Lists): BuiltInRole {
  return {
    id,
    name,
    allows,
    keyVault: name.startsWith('Key Vault'),
    actions: [],
    notActions: [],
    dataActions: [],
    notDataActions: [],
    ...lists,
  }
}

const onVaults = (...actions: readonly string[]) =>
  actions.map((action) => `Microsoft.KeyVault/vaults/${action}`)

/** Management rights of the roles that shall find their vault in the portal; of the rest, none matters here. */
const findVaults = ['Microsoft.Authorization/*/read', ...onVaults('*/read')]

/**
 * The built-in roles of Key Vault, and those above them that reach vaults. Data actions are complete; of
 * actions, those that concern vaults and access.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide#azure-built-in-roles-for-key-vault-data-plane-operations
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
 * https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/privileged
 */
export const builtInRoles: readonly BuiltInRole[] = [
  role(
    '00482a5a-887f-4fb3-b363-3b7fe8e74483',
    'Key Vault Administrator',
    'Everything with certificates, keys and secrets, values and purging included. Not the vault itself and not who has access.',
    { actions: findVaults, dataActions: onVaults('*') },
  ),
  role(
    'a4417e6f-fecd-4de8-b567-7b0420556985',
    'Key Vault Certificates Officer',
    'Everything with certificates, their issuers and contacts, purging included. No secret values, so no private keys.',
    {
      actions: findVaults,
      dataActions: onVaults('certificatecas/*', 'certificates/*', 'certificatecontacts/write'),
    },
  ),
  role(
    'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba',
    'Key Vault Certificate User',
    'Read certificates with their private keys, and every other secret value in the scope.',
    {
      dataActions: onVaults(
        'certificates/read',
        'secrets/getSecret/action',
        'secrets/readMetadata/action',
        'keys/read',
      ),
    },
  ),
  role(
    '14b46e9e-c2b7-41b4-b07b-48a6ebf60603',
    'Key Vault Crypto Officer',
    'Everything with keys and their rotation, use and purging included.',
    { actions: findVaults, dataActions: onVaults('keys/*', 'keyrotationpolicies/*') },
  ),
  role(
    '12338af0-0e69-4776-bea7-57ae8d297424',
    'Key Vault Crypto User',
    'Use keys: encrypt, decrypt, wrap, unwrap, sign and verify. Also change their attributes and back them up.',
    {
      dataActions: onVaults(
        'keys/read',
        'keys/update/action',
        'keys/backup/action',
        'keys/encrypt/action',
        'keys/decrypt/action',
        'keys/wrap/action',
        'keys/unwrap/action',
        'keys/sign/action',
        'keys/verify/action',
      ),
    },
  ),
  role(
    'e147488a-f6f5-4113-8e2d-b22465e65bf6',
    'Key Vault Crypto Service Encryption User',
    'Read keys, wrap and unwrap with them: what services need that encrypt with a customer’s key.',
    { dataActions: onVaults('keys/read', 'keys/wrap/action', 'keys/unwrap/action') },
  ),
  role(
    '08bbd89e-9f13-488c-ac41-acfcb10c90ab',
    'Key Vault Crypto Service Release User',
    'Have keys released to an attested confidential environment, and nothing else.',
    { dataActions: onVaults('keys/release/action') },
  ),
  role(
    'b86a8fe4-44ce-4948-aee5-eccb2c155cd7',
    'Key Vault Secrets Officer',
    'Everything with secrets, values and purging included; with them the private keys of exportable certificates.',
    { actions: findVaults, dataActions: onVaults('secrets/*') },
  ),
  role(
    '4633458b-17de-408a-b874-0445c86b69e6',
    'Key Vault Secrets User',
    'Read secret values, with them the private keys of exportable certificates.',
    { dataActions: onVaults('secrets/getSecret/action', 'secrets/readMetadata/action') },
  ),
  role(
    '21090545-7ca7-4776-b22c-e363652d74d2',
    'Key Vault Reader',
    'See the vault, names, attributes and certificates. No secret values, no use of keys.',
    { actions: findVaults, dataActions: onVaults('*/read', 'secrets/readMetadata/action') },
  ),
  role(
    'f25e0fa2-a7c8-4377-a976-54943a77a395',
    'Key Vault Contributor',
    'Manage vaults and their settings. No data, but on a vault with access policies it can let anybody in, itself too.',
    {
      actions: ['Microsoft.Authorization/*/read', 'Microsoft.KeyVault/*'],
      notActions: [
        'Microsoft.KeyVault/locations/deletedVaults/purge/action',
        'Microsoft.KeyVault/hsmPools/*',
        'Microsoft.KeyVault/managedHsms/*',
      ],
    },
  ),
  role(
    'a68e7c17-0ab2-4c09-9a58-125dae29748c',
    'Key Vault Purge Operator',
    'Destroy deleted vaults for ever.',
    {
      actions: [
        'Microsoft.KeyVault/locations/deletedVaults/read',
        'Microsoft.KeyVault/locations/deletedVaults/purge/action',
        'Microsoft.KeyVault/locations/operationResults/read',
        'Microsoft.KeyVault/deletedVaults/read',
        'Microsoft.Authorization/*/read',
      ],
    },
  ),
  role(
    '8b54135c-b56d-4d72-a534-26097cfdc8d8',
    'Key Vault Data Access Administrator',
    'Give and take most Key Vault roles, to itself too. No data until it does.',
    {
      actions: [
        'Microsoft.Authorization/roleAssignments/write',
        'Microsoft.Authorization/roleAssignments/delete',
        'Microsoft.Authorization/*/read',
        ...onVaults('*/read'),
      ],
    },
  ),
  role(
    '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
    'Owner',
    'Manage everything and decide access. No data, but can let anybody in, itself too.',
    { actions: ['*'] },
  ),
  role(
    'b24988ac-6180-42a0-ab88-20f7382dd24c',
    'Contributor',
    'Manage everything but access. On a vault with access policies it can let anybody in, itself too.',
    {
      actions: ['*'],
      notActions: [
        'Microsoft.Authorization/*/Delete',
        'Microsoft.Authorization/*/Write',
        'Microsoft.Authorization/elevateAccess/Action',
      ],
    },
  ),
  role(
    '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
    'User Access Administrator',
    'Decide access, its own too. Sees everything on the management plane.',
    { actions: ['*/read', 'Microsoft.Authorization/*'] },
  ),
  role(
    'acdd72a7-3385-48ef-bd42-f606fba81ae7',
    'Reader',
    'See everything on the management plane; change nothing and read no data.',
    { actions: ['*/read'] },
  ),
]

/** The built-in role with this GUID, also as the end of a resource id, in any case; or null. */
export function findBuiltInRole(id: string): BuiltInRole | null {
  const guid = roleGuid(id)
  return builtInRoles.find((one) => one.id === guid) ?? null
}

/** The built-in role with this name, or null. */
export function findRoleNamed(name: string): BuiltInRole | null {
  return builtInRoles.find((one) => one.name === name) ?? null
}

/** The GUID at the end of a role definition's resource id, in lower case. */
export function roleGuid(id: string): string {
  return (id.split('/').at(-1) ?? '').toLowerCase()
}
