import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { putConnection } from '../arm/networks/private-endpoint-table.ts'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import type { NetworkRules } from '../arm/vaults/vault-record.ts'
import type { CallerOrigin } from '../context.ts'
import { listAudit } from '../logs/audit.ts'
import { claims, openVaultUnderTest, type VaultUnderTest } from './vault-under-test.ts'

/** The firewall, case by case. https://learn.microsoft.com/azure/key-vault/general/network-security */

const office = '203.0.113.7'
const home = '198.51.100.7'
const subnet =
  '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/apps'
const endpoint = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateEndpoints/'

const walled: NetworkRules = {
  bypass: 'AzureServices',
  defaultAction: 'Deny',
  ipRules: [{ value: '203.0.113.0/26' }],
  virtualNetworkRules: [{ id: subnet.toLowerCase() }],
}
const vaults = {
  untouched: { networkAcls: null, publicNetworkAccess: 'Enabled' },
  open: { networkAcls: { ...walled, defaultAction: 'allow' }, publicNetworkAccess: 'enabled' },
  walled: { networkAcls: walled, publicNetworkAccess: 'Enabled' },
  strict: { networkAcls: { ...walled, bypass: 'None' }, publicNetworkAccess: 'Enabled' },
  closed: { networkAcls: walled, publicNetworkAccess: 'Disabled' },
  shut: { networkAcls: { ...walled, bypass: 'none' }, publicNetworkAccess: 'disabled' },
  perimeter: { networkAcls: walled, publicNetworkAccess: 'SecuredByPerimeter' },
} as const

const callers: Record<string, { address: string; origin?: CallerOrigin }> = {
  office: { address: office },
  home: { address: home },
  mapped: { address: `::ffff:${office}` },
  ipv6: { address: '2001:db8::1' },
  subnet: { address: home, origin: { subnetId: subnet.toUpperCase() } },
  'other subnet': { address: office, origin: { subnetId: `${subnet}2` } },
  approved: { address: home, origin: { privateEndpointId: `${endpoint}approved` } },
  pending: { address: home, origin: { privateEndpointId: `${endpoint}pending` } },
  'of another vault': { address: home, origin: { privateEndpointId: `${endpoint}elsewhere` } },
  trusted: { address: home, origin: { trustedService: 'Azure Backup' } },
}

const firewall = 'ForbiddenByFirewall'
const connection = 'ForbiddenByConnection'

/** What each caller gets, in the order of `callers`: passed, or the inner code. */
const expected: Record<keyof typeof vaults, readonly (string | null)[]> = {
  untouched: [null, null, null, null, null, null, null, null, null, null],
  open: [null, null, null, null, null, null, null, null, null, null],
  walled: [null, firewall, null, firewall, null, firewall, null, firewall, firewall, null],
  strict: [null, firewall, null, firewall, null, firewall, null, firewall, firewall, firewall],
  closed: [
    connection,
    connection,
    connection,
    connection,
    connection,
    connection,
    null,
    connection,
    connection,
    null,
  ],
  shut: [
    connection,
    connection,
    connection,
    connection,
    connection,
    connection,
    null,
    connection,
    connection,
    connection,
  ],
  perimeter: [
    connection,
    connection,
    connection,
    connection,
    connection,
    connection,
    null,
    connection,
    connection,
    connection,
  ],
}

let cloud: VaultUnderTest

beforeAll(async () => {
  cloud = await openVaultUnderTest()
  for (const [name, settings] of Object.entries(vaults)) await cloud.addVault({ name, ...settings })
})

afterAll(() => cloud.close())

/** Each vault has the two endpoints for itself while it is called. */
async function connect(name: string): Promise<void> {
  await cloud.ctx.store.write((db) => {
    db.sql('DELETE FROM private_endpoint_connections').run()
    for (const [of, state, status] of [
      [name, 'approved', 'Approved'],
      [name, 'pending', 'Pending'],
      [name === 'open' ? 'walled' : 'open', 'elsewhere', 'Approved'],
    ] as const) {
      const vault = findVaultByHostName(db, of)
      invariant(vault, `there is a vault ${of}`)
      putConnection(db, {
        vault: vault.key,
        name: state,
        endpointId: `${endpoint}${state}`,
        status,
        description: '',
        etag: state,
      })
    }
  })
}

async function call(name: string, caller: string): Promise<{ status: number; error: unknown }> {
  const from = callers[caller]
  invariant(from, `there is a caller ${caller}`)
  const token = Buffer.from(JSON.stringify(claims())).toString('base64url')
  const request = new Request(`https://${name}.vault.azure.net/secrets?api-version=7.6`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { address, origin } = from
  const response = await cloud.app.fetch(request, {
    remoteAddress: address,
    tlsVersion: 'TLSv1.3',
    ...(origin === undefined ? {} : { origin }),
  })
  const body = await response.json()
  return { status: response.status, error: body.error ?? null }
}

describe.each(Object.entries(expected))('a vault that is %s', (name, outcomes) => {
  it.each(Object.keys(callers).map((caller, at) => [caller, outcomes[at] ?? null] as const))(
    'answers a caller that is %s with %s',
    async (caller, inner) => {
      await connect(name)
      const { status, error } = await call(name, caller)
      if (inner === null) expect({ status, error }).toEqual({ status: 200, error: null })
      else
        expect({ status, error }).toMatchObject({
          status: 403,
          error: { innererror: { code: inner } },
        })
    },
  )
})

describe('the audit record', () => {
  it.each<[string, string, object]>([
    ['walled', 'office', { addrAuthType: 'PublicIP', isAddressAuthorized: true }],
    ['walled', 'home', { addrAuthType: 'PublicIP', isAddressAuthorized: false }],
    [
      'walled',
      'subnet',
      { addrAuthType: 'Subnet', isAddressAuthorized: true, subnetId: subnet.toUpperCase() },
    ],
    ['closed', 'approved', { addrAuthType: 'PrivateLink', isAddressAuthorized: true }],
    [
      'closed',
      'trusted',
      { addrAuthType: 'PublicIP', isAddressAuthorized: false, trustedService: 'Azure Backup' },
    ],
  ])('of %s and %s says how the caller came', async (name, caller, members) => {
    await connect(name)
    await call(name, caller)
    const [row] = listAudit(cloud.ctx.store, null, 1)
    expect(row?.properties).toMatchObject(members)
    expect(row?.callerIpAddress).toBe(callers[caller]?.address)
  })
})
