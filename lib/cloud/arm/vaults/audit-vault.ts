import { isObject } from '../../vault/json.ts'

/** Settings that the record of a call about a vault names, as the service does. */
const settings = [
  'sku',
  'tenantId',
  'networkAcls',
  'enabledForDeployment',
  'enabledForDiskEncryption',
  'enabledForTemplateDeployment',
  'enableSoftDelete',
  'softDeleteRetentionInDays',
  'enablePurgeProtection',
  'enableRbacAuthorization',
  'publicNetworkAccess',
] as const

/** What the record says of the vault that the answer shows: its settings, less who may do what. */
export function vaultProperties(body: object | undefined): Record<string, unknown> {
  if (!isObject(body) || body.type !== 'Microsoft.KeyVault/vaults') return {}
  const { properties } = body
  if (!isObject(properties)) return {}
  return Object.fromEntries(
    settings
      .filter((name) => properties[name] !== undefined)
      .map((name) => [name, properties[name]]),
  )
}
