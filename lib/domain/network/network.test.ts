import { describe, expect, it } from 'vitest'
import { decideNetwork, type NetworkCaller } from './decide-network.ts'
import { addFault, ipRulesMax, normalRule, ruleFault, ruleFaults } from './ip-rules.ts'
import { lockouts } from './lockout.ts'
import { networkChanges, sameNetwork } from './network-changes.ts'
import { addressCount, modeOf, type NetworkConfig, withMode } from './network-config.ts'
import { reapplyNetwork } from './reapply-network.ts'

const subnet =
  '/subscriptions/s/resourcegroups/rg/providers/microsoft.network/virtualnetworks/hub/subnets/apps'
const endpoint = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/p'

const open: NetworkConfig = {
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Allow',
  bypass: 'AzureServices',
  ipRules: [],
  subnets: [],
}
const walled: NetworkConfig = {
  ...open,
  defaultAction: 'Deny',
  ipRules: ['203.0.113.0/26'],
  subnets: [{ id: subnet, ignoreMissingEndpoint: false }],
}
const shut: NetworkConfig = { ...walled, publicNetworkAccess: 'Disabled' }
const perimeter: NetworkConfig = { ...walled, publicNetworkAccess: 'SecuredByPerimeter' }

describe('one rule', () => {
  it.each([
    ['203.0.113.7', null],
    [' 203.0.113.0/24 ', null],
    ['0.0.0.0/0', null],
    ['172.15.255.255', null],
    ['172.32.0.0/16', null],
    ['', 'Type an IPv4 address'],
    ['10.0.1.0/24', 'private range 10.0.0.0/8'],
    ['172.31.255.255', 'private range 172.16.0.0/12'],
    ['192.168.7.1/32', 'private range 192.168.0.0/16'],
    ['2001:db8::1', 'is IPv6'],
    ['2001:db8::/32', 'is IPv6'],
    ['::ffff:203.0.113.7', 'is IPv6'],
    ['203.0.113.0/33', 'from 0 to 32'],
    ['203.0.113.0/', 'from 0 to 32'],
    ['203.0.113.0/08', 'from 0 to 32'],
    ['203.0.113.0-203.0.113.9', 'CIDR notation'],
    ['203.0.113.256', 'no IPv4 address'],
    ['203.0.113', 'no IPv4 address'],
    ['0x7f000001', 'no IPv4 address'],
    ['010.1.2.3', 'no IPv4 address'],
    ['203.0.113.0/24/8', 'from 0 to 32'],
    ['office', 'no IPv4 address'],
  ])('%j', (typed, fault) => {
    if (fault === null) expect(ruleFault(typed)).toBeNull()
    else expect(ruleFault(typed)).toContain(fault)
  })

  it('is kept as the service keeps it', () => {
    expect(normalRule(' 203.0.113.7 ')).toBe('203.0.113.7/32')
    expect(normalRule('203.0.113.7/24')).toBe('203.0.113.7/24')
    expect(normalRule('office')).toBe('office')
    expect(addressCount('203.0.113.0/24')).toBe(256)
    expect(addressCount('203.0.113.7/32')).toBe(1)
    expect(addressCount('0.0.0.0/0')).toBe(2 ** 32)
  })
})

describe('a rule beside others', () => {
  it.each([
    ['203.0.113.7', ['203.0.113.7/32'], 'is there already'],
    ['203.0.113.99/24', ['203.0.113.0/24'], 'is there already'],
    ['203.0.113.7', ['198.51.100.0/24', '203.0.113.0/24'], 'is in 203.0.113.0/24 already'],
    ['203.0.0.0/16', ['203.0.113.0/24'], 'takes in 203.0.113.0/24'],
  ])('%s', (typed, others, fault) => expect(addFault(typed, others)).toContain(fault))

  it('is one too many after a thousand', () => {
    const full = Array.from({ length: ipRulesMax }, (_, at) => `20.0.${at >> 8}.${at & 255}/32`)
    expect(addFault('203.0.113.7', full)).toContain('1,000 address rules')
    expect(addFault('203.0.113.7', full.slice(1))).toBeNull()
    expect(ruleFaults(full)).toEqual({})
    expect(ruleFaults([...full, '203.0.113.7'])[1_000]).toContain('1,001')
  })
})

const callers: Record<string, NetworkCaller> = {
  office: { address: '203.0.113.7' },
  mapped: { address: '::ffff:203.0.113.7' },
  home: { address: '198.51.100.7' },
  ipv6: { address: '2001:db8::1' },
  subnet: { address: '198.51.100.7', subnetId: subnet.toUpperCase() },
  'other subnet': { address: '203.0.113.7', subnetId: `${subnet}2` },
  link: { address: '198.51.100.7', privateEndpointId: endpoint.toUpperCase() },
  'other link': { address: '198.51.100.7', privateEndpointId: `${endpoint}2` },
  trusted: { address: '198.51.100.7', trustedService: 'Azure Backup' },
}

describe('who gets in', () => {
  it.each([
    ['open', open, 'home', 'yes default-action'],
    ['walled', walled, 'office', 'yes address-rule'],
    ['walled', walled, 'mapped', 'yes address-rule'],
    ['walled', walled, 'home', 'no address-rule'],
    ['walled', walled, 'ipv6', 'no address-rule'],
    ['walled', walled, 'subnet', 'yes subnet-rule'],
    ['walled', walled, 'other subnet', 'no subnet-rule'],
    ['walled', walled, 'link', 'yes private-endpoint'],
    ['walled', walled, 'other link', 'no address-rule'],
    ['walled', walled, 'trusted', 'yes trusted-service'],
    ['strict', { ...walled, bypass: 'None' } as const, 'trusted', 'no trusted-service'],
    ['shut', shut, 'office', 'no public-access'],
    ['shut', shut, 'subnet', 'no public-access'],
    ['shut', shut, 'link', 'yes private-endpoint'],
    ['shut', shut, 'trusted', 'yes trusted-service'],
    [
      'shut, though open within',
      { ...open, publicNetworkAccess: 'Disabled' } as const,
      'home',
      'no public-access',
    ],
    ['perimeter', perimeter, 'trusted', 'no public-access'],
    ['perimeter', perimeter, 'link', 'yes private-endpoint'],
  ] as const)('%s', (_name, config, who, expected) => {
    const caller = callers[who]
    if (caller === undefined) throw new Error(`no caller ${who}`)
    const { allowed, gate } = decideNetwork(config, caller, [endpoint])
    expect(`${allowed ? 'yes' : 'no'} ${gate}`).toBe(expected)
  })
})

it('a change is put onto what somebody else changed meanwhile', () => {
  const mine: NetworkConfig = { ...walled, bypass: 'None', ipRules: ['20.0.0.1/32'] }
  const held: NetworkConfig = { ...shut, ipRules: ['203.0.113.0/26', '20.0.0.2/32'], subnets: [] }
  expect(reapplyNetwork(walled, mine, held)).toEqual({
    ...held,
    bypass: 'None',
    ipRules: ['20.0.0.2/32', '20.0.0.1/32'],
  })
})

describe('a change', () => {
  it('is told in words', () => {
    const after: NetworkConfig = {
      ...walled,
      bypass: 'None',
      ipRules: ['198.51.100.0/24'],
      subnets: [],
    }
    expect(networkChanges(open, walled)).toEqual([
      'Reachable from selected networks, no longer from all networks.',
      'Add the rule 203.0.113.0/26.',
      'Let in the subnet apps of hub.',
    ])
    expect(networkChanges(walled, after)).toEqual([
      'Add the rule 198.51.100.0/24.',
      'Remove the rule 203.0.113.0/26.',
      'No longer let in the subnet apps of hub.',
      'Trusted Microsoft services no longer pass by exception.',
    ])
    expect(networkChanges(walled, { ...walled })).toEqual([])
    expect(sameNetwork(walled, { ...walled, ipRules: [...walled.ipRules] })).toBe(true)
    const ignoring = { ...walled, subnets: [{ id: subnet, ignoreMissingEndpoint: true }] }
    expect(sameNetwork(walled, ignoring)).toBe(false)
  })

  it.each(['all', 'selected', 'none', 'perimeter'] as const)('to %s sets both gates', (mode) => {
    for (const config of [open, walled, shut]) {
      const after = withMode(config, mode)
      expect(modeOf(after)).toBe(mode)
      expect(after.ipRules).toBe(config.ipRules)
    }
  })

  it('warns who would be shut out', () => {
    const guarded = [
      { who: 'person', address: '198.51.100.7' },
      { who: 'console', address: '203.0.113.7' },
    ] as const
    expect(lockouts(open, walled, guarded)).toMatchObject([{ who: 'person', newly: true }])
    expect(lockouts(walled, shut, guarded)).toMatchObject([
      { who: 'person', newly: false },
      { who: 'console', newly: true },
    ])
    expect(lockouts(shut, open, guarded)).toEqual([])
  })
})
