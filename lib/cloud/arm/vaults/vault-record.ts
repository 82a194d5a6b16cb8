/** One entry of a vault's access policies, in the caller's spelling. Compare ids and permissions without case. */
export interface AccessPolicyEntry {
  tenantId: string
  objectId: string
  /** Set when the entry counts only for a user who comes through this application. */
  applicationId?: string
  permissions: {
    keys?: string[]
    secrets?: string[]
    certificates?: string[]
    storage?: string[]
  }
}

/** The vault's firewall. Absent on a vault on which it was never set: everything is let in. */
export interface NetworkRules {
  bypass: string
  defaultAction: string
  ipRules: readonly { value: string }[]
  virtualNetworkRules: readonly { id: string; ignoreMissingVnetServiceEndpoint?: boolean }[]
}

/**
 * The properties of a vault as they are kept and echoed. `null` = never set: the member is absent on
 * the wire and the documented default holds.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/get
 */
export interface VaultProperties {
  /** The directory whose tokens the vault takes. */
  tenantId: string
  sku: { family: string; name: string }
  accessPolicies: readonly AccessPolicyEntry[]
  enabledForDeployment: boolean
  enabledForDiskEncryption: boolean | null
  enabledForTemplateDeployment: boolean | null
  enableSoftDelete: boolean
  /** Days, 7 to 90. */
  softDeleteRetentionInDays: number
  /** True: role assignments decide the data plane, and access policies are ignored. */
  enableRbacAuthorization: boolean | null
  /** Never false: once on, it stays. */
  enablePurgeProtection: true | null
  networkAcls: NetworkRules | null
  /** `Enabled`, `Disabled` or `SecuredByPerimeter`, in the caller's case. */
  publicNetworkAccess: string
  provisioningState: 'Succeeded' | 'RegisteringDns'
}

/** What a vault has where a request says nothing. */
export const vaultDefaults = {
  accessPolicies: [],
  enabledForDeployment: false,
  enabledForDiskEncryption: null,
  enabledForTemplateDeployment: null,
  enableSoftDelete: true,
  softDeleteRetentionInDays: 90,
  enableRbacAuthorization: null,
  enablePurgeProtection: null,
  networkAcls: null,
  publicNetworkAccess: 'Enabled',
  provisioningState: 'Succeeded',
} as const satisfies Omit<VaultProperties, 'tenantId' | 'sku'>

/** Who made and last changed a resource, and when (ISO 8601, UTC). */
export interface SystemData {
  createdBy: string
  createdByType: 'User' | 'Application' | 'ManagedIdentity' | 'Key'
  createdAt: string
  lastModifiedBy: string
  lastModifiedByType: 'User' | 'Application' | 'ManagedIdentity' | 'Key'
  lastModifiedAt: string
}

/** A vault as the store keeps it. */
export interface VaultRecord extends VaultProperties {
  /** Row key: another vault that gets the same name later has another one. */
  key: number
  /** ARM id, `/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…`. */
  id: string
  name: string
  location: string
  subscriptionId: string
  resourceGroup: string
  tags: Record<string, string>
  systemData: SystemData
}
