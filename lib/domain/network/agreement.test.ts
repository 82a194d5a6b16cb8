import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { putConnection } from '#lib/cloud/arm/networks/private-endpoint-table.ts'
import { findVaultByHostName } from '#lib/cloud/arm/vaults/table.ts'
import { callerHeader, controlHeader, takeCaller } from '#lib/cloud/http/caller-header.ts'
import {
  claims,
  openVaultUnderTest,
  type VaultUnderTest,
} from '#lib/cloud/vault/vault-under-test.ts'
import { figure, patience } from '#lib/testing/harden.ts'
import { decideNetwork, type NetworkCaller } from './decide-network.ts'
import type { NetworkConfig } from './network-config.ts'

/*
 * The same question, asked of the what-if and of the embedded vault by a real request with the control
 * header that says where it comes from. The two share no code.
 */

const callersEach = 20
const vaults = figure(1_000)
const control = 'control-token'

const group = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network'
const subnets = ['apps', 'data', 'jobs'].map((name) => `${group}/virtualNetworks/v/subnets/${name}`)
const endpoints = ['one', 'two'].map((name) => `${group}/privateEndpoints/${name}`)
const states = ['Pending', 'Approved', 'Rejected', 'Disconnected'] as const

let world: VaultUnderTest
let count = 0
beforeAll(async () => {
  world = await openVaultUnderTest()
})
afterAll(() => world.close())

/** Few networks, so that callers often stand at the edge of a rule. */
const address = fc
  .tuple(
    fc.constantFrom('203.0.113', '198.51.100', '0.0.0', '255.255.255', '20.127.255'),
    fc.constantFrom(0, 1, 7, 8, 63, 64, 127, 128, 254, 255),
  )
  .map(([start, end]) => `${start}.${end}`)
const range = fc
  .tuple(address, fc.oneof(fc.integer({ min: 0, max: 32 }), fc.integer({ min: 24, max: 32 })))
  .map(([start, bits]) => `${start}/${bits}`)
const cased = (text: string) => fc.constantFrom(text, text.toLowerCase(), text.toUpperCase())

const configurations = fc.record({
  config: fc.record({
    publicNetworkAccess: fc.oneof(
      { weight: 4, arbitrary: fc.constant('Enabled' as const) },
      { weight: 2, arbitrary: fc.constantFrom('Disabled' as const, 'SecuredByPerimeter' as const) },
    ),
    defaultAction: fc.constantFrom('Allow' as const, 'Deny' as const, 'Deny' as const),
    bypass: fc.constantFrom('AzureServices' as const, 'None' as const),
    ipRules: fc.array(range, { maxLength: 6 }),
    subnets: fc
      .subarray(subnets)
      .map((ids) => ids.map((id) => ({ id: id.toLowerCase(), ignoreMissingEndpoint: false }))),
  }),
  connections: fc.tuple(fc.constantFrom(...states), fc.constantFrom(...states)),
})

const caller: fc.Arbitrary<NetworkCaller> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: address },
      { weight: 2, arbitrary: address.map((one) => `::ffff:${one}`) },
      { weight: 1, arbitrary: fc.constantFrom('2001:db8::1', '::1') },
    ),
    fc.option(fc.constantFrom(...subnets).chain(cased), { freq: 3 }),
    fc.option(fc.constantFrom(...endpoints), { freq: 3 }),
    fc.option(fc.constantFrom('Azure Backup', 'Azure Disk Encryption'), { freq: 3 }),
  )
  .map(([from, subnetId, privateEndpointId, trustedService]) => ({
    address: from,
    ...(subnetId === null ? {} : { subnetId }),
    ...(privateEndpointId === null ? {} : { privateEndpointId }),
    ...(trustedService === null ? {} : { trustedService }),
  }))

async function build(config: NetworkConfig, connections: readonly (typeof states)[number][]) {
  count += 1
  const name = `vault${count}`
  const { publicNetworkAccess, bypass, defaultAction, ipRules } = config
  await world.addVault({
    name,
    publicNetworkAccess,
    networkAcls: {
      bypass,
      defaultAction,
      ipRules: ipRules.map((value) => ({ value })),
      virtualNetworkRules: config.subnets.map(({ id }) => ({ id })),
    },
  })
  await world.ctx.store.write((db) => {
    db.sql('DELETE FROM private_endpoint_connections').run()
    const vault = findVaultByHostName(db, name)
    invariant(vault, `there is a vault ${name}`)
    for (const [at, status] of connections.entries()) {
      const endpointId = endpoints[at] ?? ''
      const connection = { name: `c${at}`, endpointId, status, description: '', etag: 'e' }
      putConnection(db, { vault: vault.key, ...connection })
    }
  })
  return name
}

/** The inner code of the refusal; null when the vault answers. */
async function ask(name: string, from: NetworkCaller): Promise<string | null> {
  const token = Buffer.from(JSON.stringify(claims())).toString('base64url')
  const sent = new Request(`https://${name}.vault.azure.net/secrets?api-version=7.6`, {
    headers: {
      authorization: `Bearer ${token}`,
      [callerHeader]: JSON.stringify(from),
      [controlHeader]: control,
    },
  })
  const taken = takeCaller(sent, { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' }, control)
  if (taken instanceof Response) throw new Error(await taken.text())
  const response = await world.app.fetch(taken.request, taken.info)
  if (response.status === 200) return null
  const body = await response.json()
  return body.error?.innererror?.code ?? `status ${response.status}`
}

it(
  `the what-if and the vault agree on ${vaults * callersEach} cases`,
  async () => {
    const answers = { allowed: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        configurations,
        fc.array(caller, { minLength: callersEach, maxLength: callersEach }),
        async ({ config, connections }, callers) => {
          const name = await build(config, connections)
          const approved = endpoints.filter((_, at) => connections[at] === 'Approved')
          for (const from of callers) {
            const { allowed, gate } = decideNetwork(config, from, approved)
            const refusal =
              gate === 'public-access' ? 'ForbiddenByConnection' : 'ForbiddenByFirewall'
            answers[allowed ? 'allowed' : 'refused'] += 1
            expect({ config, from, answer: allowed ? null : refusal }).toEqual({
              config,
              from,
              answer: await ask(name, from),
            })
          }
        },
      ),
      { numRuns: vaults },
    )
    // Cases that all end alike would prove little.
    const total = answers.allowed + answers.refused
    expect(total).toBe(vaults * callersEach)
    expect(answers.allowed / total).toBeGreaterThan(0.2)
    expect(answers.refused / total).toBeGreaterThan(0.2)
  },
  patience(60_000),
)
