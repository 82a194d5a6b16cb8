import { type PermissionArea, type Permissions, permissionCatalogue } from './catalogue.ts'
import { type PermissionSet, samePermissions } from './sets.ts'

/** A template of the portal's list "Configure from a template". */
export interface Template {
  readonly id: string
  readonly name: string
  readonly permissions: PermissionSet
  /** Built-in roles that take its place under RBAC; empty when a custom role has to. */
  readonly roles: readonly string[]
}

/** What the management templates tick: the first group, neither purging nor use of keys. */
function manage(...areas: readonly PermissionArea[]): PermissionSet {
  const of = (area: PermissionArea) =>
    areas.includes(area)
      ? permissionCatalogue[area].filter((one) => one.group === 'management').map((one) => one.id)
      : []
  return { keys: of('keys'), secrets: of('secrets'), certificates: of('certificates') }
}

function only(given: Partial<PermissionSet>): PermissionSet {
  return { keys: [], secrets: [], certificates: [], ...given }
}

/** What services need that encrypt their data with a customer's key. */
const customerKey = only({ keys: ['get', 'list', 'unwrapKey', 'wrapKey'] })

/**
 * The twelve templates, in the portal's order, and the roles that follow them.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-migration#access-policy-templates-to-azure-roles-mapping
 */
export const templates: readonly Template[] = [
  {
    id: 'key-secret-certificate',
    name: 'Key, Secret, & Certificate Management',
    permissions: manage('keys', 'secrets', 'certificates'),
    roles: ['Key Vault Administrator'],
  },
  {
    id: 'key-secret',
    name: 'Key & Secret Management',
    permissions: manage('keys', 'secrets'),
    roles: ['Key Vault Crypto Officer', 'Key Vault Secrets Officer'],
  },
  {
    id: 'secret-certificate',
    name: 'Secret & Certificate Management',
    permissions: manage('secrets', 'certificates'),
    roles: ['Key Vault Certificates Officer', 'Key Vault Secrets Officer'],
  },
  {
    id: 'key',
    name: 'Key Management',
    permissions: manage('keys'),
    roles: ['Key Vault Crypto Officer'],
  },
  {
    id: 'secret',
    name: 'Secret Management',
    permissions: manage('secrets'),
    roles: ['Key Vault Secrets Officer'],
  },
  {
    id: 'certificate',
    name: 'Certificate Management',
    permissions: manage('certificates'),
    roles: ['Key Vault Certificates Officer'],
  },
  {
    id: 'sql-server-connector',
    name: 'SQL Server Connector',
    permissions: customerKey,
    roles: ['Key Vault Crypto Service Encryption User'],
  },
  {
    id: 'data-lake-or-storage',
    name: 'Azure Data Lake Storage or Azure Storage',
    permissions: only({ keys: ['get', 'list', 'unwrapKey'] }),
    roles: [],
  },
  {
    id: 'backup',
    name: 'Azure Backup',
    permissions: only({ keys: ['get', 'list', 'backup'], secrets: ['get', 'list', 'backup'] }),
    roles: [],
  },
  {
    id: 'exchange-online',
    name: 'Exchange Online Customer Key',
    permissions: customerKey,
    roles: ['Key Vault Crypto Service Encryption User'],
  },
  {
    id: 'sharepoint-online',
    name: 'SharePoint Online Customer Key',
    permissions: customerKey,
    roles: ['Key Vault Crypto Service Encryption User'],
  },
  {
    id: 'information-byok',
    name: 'Azure Information BYOK',
    permissions: only({ keys: ['get', 'decrypt', 'sign'] }),
    roles: [],
  },
]

/** The template with this id, or null. */
export function findTemplate(id: string): Template | null {
  return templates.find((template) => template.id === id) ?? null
}

/**
 * The templates that permit exactly the same, in the portal's order; none for a set of somebody's own.
 * Three of them are alike (SQL Server, Exchange, SharePoint), so there can be more than one.
 */
export function templatesOf(permissions: Permissions): readonly Template[] {
  return templates.filter((template) => samePermissions(template.permissions, permissions))
}

/**
 * The template to name beside a set: the one that was chosen while it still fits, else the first that
 * does; null for a set of somebody's own ("custom").
 * @param chosen id of the template that somebody began with
 */
export function templateOf(permissions: Permissions, chosen?: string): Template | null {
  const fitting = templatesOf(permissions)
  return fitting.find((template) => template.id === chosen) ?? fitting[0] ?? null
}
