import { describe, expect, it } from 'vitest'
import type { Vault } from '#lib/features/vaults/schema.ts'
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
