import type { JsonObject } from '../../vault/json.ts'
import { optionalFlag, optionalObject, optionalText, optionalWhole } from '../body.ts'
import { isGuid, readAccessPolicies } from './access-policies.ts'
import {
  badRequest,
  invalidMember,
  invalidValue,
  purgeProtectionStays,
  retentionStays,
  softDeleteStays,
} from './errors.ts'
import { readNetworkRules } from './network-rules.ts'
import type { AccessPolicyEntry, NetworkRules, VaultProperties } from './vault-record.ts'

/** The properties that a request gives, each checked; undefined where it gives none. */
export interface VaultInput {
  tenantId: string
  sku: VaultProperties['sku'] | undefined
  accessPolicies: AccessPolicyEntry[] | undefined
  enabledForDeployment: boolean | undefined
  enabledForDiskEncryption: boolean | undefined
  enabledForTemplateDeployment: boolean | undefined
  softDeleteRetentionInDays: number | undefined
  enableRbacAuthorization: boolean | undefined
  enablePurgeProtection: true | undefined
  networkAcls: NetworkRules | undefined
  publicNetworkAccess: string | undefined
}

/**
 * Reads the member `properties` of a vault. Absent and null mean "not given".
 * @param before the vault as it is; null when it is to be made
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update
 */
export function readProperties(properties: JsonObject, before: VaultProperties | null): VaultInput {
  const tenantId = readTenant(properties) ?? before?.tenantId
  if (tenantId === undefined) throw invalidMember('tenantId')
  if (optionalFlag(properties, 'enableSoftDelete') === false) throw softDeleteStays()
  const protection = optionalFlag(properties, 'enablePurgeProtection')
  if (protection === false) throw purgeProtectionStays()
  return {
    tenantId,
    sku: readSku(properties),
    accessPolicies: readAccessPolicies(properties, tenantId),
    enabledForDeployment: optionalFlag(properties, 'enabledForDeployment'),
    enabledForDiskEncryption: optionalFlag(properties, 'enabledForDiskEncryption'),
    enabledForTemplateDeployment: optionalFlag(properties, 'enabledForTemplateDeployment'),
    softDeleteRetentionInDays: readRetention(properties, before),
    enableRbacAuthorization: optionalFlag(properties, 'enableRbacAuthorization'),
    enablePurgeProtection: protection,
    networkAcls: readNetworkRules(properties),
    publicNetworkAccess: readAccess(properties),
  }
}

function readTenant(properties: JsonObject): string | undefined {
  const tenantId = optionalText(properties, 'tenantId')
  if (tenantId !== undefined && !isGuid(tenantId)) throw invalidMember('tenantId')
  return tenantId
}

/** The caller's spelling is kept. */
function readSku(properties: JsonObject): VaultProperties['sku'] | undefined {
  const sku = optionalObject(properties, 'sku')
  if (sku === undefined) return undefined
  const family = optionalText(sku, 'family') ?? 'A'
  const name = optionalText(sku, 'name') ?? ''
  if (family.toLowerCase() !== 'a' || !/^(standard|premium)$/i.test(name)) {
    throw invalidMember('sku')
  }
  return { family, name }
}

function readRetention(properties: JsonObject, before: VaultProperties | null): number | undefined {
  const days = optionalWhole(properties, 'softDeleteRetentionInDays')
  if (days === undefined) return undefined
  if (before && days !== before.softDeleteRetentionInDays) throw retentionStays()
  if (days < 7 || days > 90) {
    throw badRequest('The property "softDeleteRetentionInDays" must be between 7 and 90.')
  }
  return days
}

function readAccess(properties: JsonObject): string | undefined {
  const access = optionalText(properties, 'publicNetworkAccess')
  if (access === undefined || access === '') return undefined
  if (!/^(enabled|disabled|securedbyperimeter)$/i.test(access)) {
    throw invalidValue('properties.publicNetworkAccess', access)
  }
  return access
}

/** The properties with what a request gives in place of the old. */
export function withGiven(base: VaultProperties, input: VaultInput): VaultProperties {
  return {
    ...base,
    tenantId: input.tenantId,
    sku: input.sku ?? base.sku,
    accessPolicies: input.accessPolicies ?? base.accessPolicies,
    enabledForDeployment: input.enabledForDeployment ?? base.enabledForDeployment,
    enabledForDiskEncryption: input.enabledForDiskEncryption ?? base.enabledForDiskEncryption,
    enabledForTemplateDeployment:
      input.enabledForTemplateDeployment ?? base.enabledForTemplateDeployment,
    softDeleteRetentionInDays: input.softDeleteRetentionInDays ?? base.softDeleteRetentionInDays,
    enableRbacAuthorization: input.enableRbacAuthorization ?? base.enableRbacAuthorization,
    enablePurgeProtection: input.enablePurgeProtection ?? base.enablePurgeProtection,
    networkAcls: input.networkAcls ?? base.networkAcls,
    publicNetworkAccess: input.publicNetworkAccess ?? base.publicNetworkAccess,
  }
}
