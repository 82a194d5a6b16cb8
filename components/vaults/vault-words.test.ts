import { describe, expect, it } from 'vitest'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { vaultFindings } from './vault-findings.ts'
import { networkWords } from './vault-words.ts'

const closed: Vault['network'] = {
  defaultAction: 'Deny',
  publicNetworkAccess: 'Enabled',
  ipRules: 0,
  subnets: 0,
  bypass: 'AzureServices',
}

describe('networkWords', () => {
  it.each<[Partial<Vault['network']>, boolean, string]>([
    [{}, false, 'Trusted services only'],
    [{ bypass: 'None' }, false, 'Closed'],
    [{ bypass: null }, false, 'Closed'],
    [{ ipRules: 1 }, false, '1 IP rule'],
    [{ ipRules: 3, subnets: 2 }, false, '3 IP rules, 2 subnets'],
    [{ defaultAction: 'Allow' }, true, 'All networks'],
    [{ defaultAction: null, publicNetworkAccess: null }, true, 'All networks'],
    [{ defaultAction: 'Allow', publicNetworkAccess: 'Disabled' }, false, 'Private endpoints only'],
    [
      { defaultAction: 'Allow', publicNetworkAccess: 'SecuredByPerimeter' },
      false,
      'Network security perimeter',
    ],
  ])('%j', (change, open, text) => {
    expect(networkWords({ network: { ...closed, ...change } })).toEqual({ open, text })
  })
})

describe('vaultFindings', () => {
  it('finds an open door and a missing purge protection', () => {
    const vault: Vault = {
      id: '/subscriptions/x/resourceGroups/y/providers/Microsoft.KeyVault/vaults/contoso-dev',
      name: 'contoso-dev',
      uri: 'https://contoso-dev.vault.azure.net',
      location: 'westeurope',
      region: 'West Europe',
      subscriptionId: 'x',
      subscriptionName: 'Contoso Development',
      resourceGroup: 'y',
      tags: {},
      sku: 'standard',
      permissionModel: 'access-policies',
      network: { ...closed, defaultAction: 'Allow' },
      accessPolicies: 4,
      softDeleteDays: 90,
      purgeProtection: false,
      forDeployment: false,
      forDiskEncryption: false,
      forTemplates: false,
      modifiedBy: null,
      modifiedOn: null,
    }
    const rules = (change: Partial<Vault>) =>
      vaultFindings({ ...vault, ...change }, 0).map((finding) => finding.rule)
    expect(rules({})).toEqual(['open-network', 'purge-protection-off'])
    expect(rules({ network: closed, purgeProtection: true })).toEqual([])
  })
})
