/** Where a vault is, or was. */
export interface VaultPlace {
  readonly subscriptionId: string
  readonly resourceGroup: string
  readonly vault: string
}

/** The ARM id of a vault. https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults */
export function vaultPath({ subscriptionId, resourceGroup, vault }: VaultPlace): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.KeyVault/vaults/${vault}`
}

/** The place that an ARM id of a vault names; null when it is none. */
export function readVaultPath(id: string): VaultPlace | null {
  const parts =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+)$/i.exec(
      id,
    )
  const [, subscriptionId, resourceGroup, vault] = parts ?? []
  return subscriptionId && resourceGroup && vault ? { subscriptionId, resourceGroup, vault } : null
}
