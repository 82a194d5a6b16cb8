import type { CertificateWrite } from './write.ts'

/**
 * What the cmdlets were called in AzureRM.KeyVault, for people whose scripts still say so. Microsoft retired
 * the module on 29 February 2024: https://learn.microsoft.com/powershell/azure/azurerm-retirement-overview
 */
const oldNames: Partial<Record<CertificateWrite['kind'], readonly string[]>> = {
  create: ['Add-AzureKeyVaultCertificate', 'New-AzureKeyVaultCertificatePolicy'],
  import: ['Import-AzureKeyVaultCertificate'],
  merge: ['Import-AzureKeyVaultCertificate'],
  'update-version': ['Set-AzureKeyVaultCertificateAttribute'],
  'update-policy': ['Set-AzureKeyVaultCertificatePolicy'],
  'cancel-operation': ['Stop-AzureKeyVaultCertificateOperation'],
  'delete-operation': ['Remove-AzureKeyVaultCertificateOperation'],
  delete: ['Remove-AzureKeyVaultCertificate'],
  recover: ['Undo-AzureKeyVaultCertificateRemoval'],
  purge: ['Remove-AzureKeyVaultCertificate'],
  'export-private': ['Get-AzureKeyVaultSecret'],
  'set-issuer': [
    'Set-AzureKeyVaultCertificateIssuer',
    'New-AzureKeyVaultCertificateOrganizationDetails',
    'New-AzureKeyVaultCertificateAdministratorDetails',
  ],
  'update-issuer': ['Set-AzureKeyVaultCertificateIssuer'],
  'delete-issuer': ['Remove-AzureKeyVaultCertificateIssuer'],
  'set-contacts': ['Add-AzureKeyVaultCertificateContact', 'Remove-AzureKeyVaultCertificateContact'],
}

/** A sentence with the old names; null when AzureRM had nothing for any of these writes. */
export function azureRmNote(kinds: readonly CertificateWrite['kind'][]): string | null {
  const names = [...new Set(kinds.flatMap((kind) => oldNames[kind] ?? []))]
  if (names.length === 0) return null
  return `In AzureRM, retired in 2024: ${names.join(', ')}.`
}
