import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClientSecretCredential } from '@azure/identity'
import { CertificateClient } from '@azure/keyvault-certificates'
import { HttpsProxyAgent } from 'https-proxy-agent'
import type { Machine } from './machine.ts'
import { delayCalls, type Product, readCredentials } from './product.ts'
import { fixedRow, type Row, timeRow } from './rows.ts'
import { median, timed } from './statistics.ts'

const VAULT = 'contoso-prod'
const CERTIFICATE = 'www'
const HOST = `${VAULT}.vault.azure.net`

/** Official clients of vaults straight at the cloud, the way any other program would use them. */
export function directClients(product: Product): (vault: string) => CertificateClient {
  const { tenantId, applications } = readCredentials(product.data)
  const automation = applications.find((entry) => entry.name === 'automation')
  if (!automation) throw new Error('The cloud names no application "automation".')
  const ca = readFileSync(join(product.data, 'cloud', 'ca.pem'), 'utf8')
  const agent = new HttpsProxyAgent(`http://127.0.0.1:${product.cloudPort}`, { keepAlive: true })
  const policy = {
    policy: {
      name: 'throughTheCloud',
      sendRequest: (
        request: { agent?: unknown; requestOverrides?: object },
        next: (request: never) => Promise<never>,
      ) => {
        request.agent = agent
        // With the protocol, or the agent reuses no tunnel.
        request.requestOverrides = { ca, protocol: 'https:' }
        return next(request as never)
      },
    },
    position: 'perCall' as const,
  }
  const options = { additionalPolicies: [policy] as never }
  const credential = new ClientSecretCredential(
    tenantId,
    automation.clientId,
    automation.clientSecret,
    { ...options, disableInstanceDiscovery: true },
  )
  return (vault) => new CertificateClient(`https://${vault}.vault.azure.net`, credential, options)
}

/** One certificate through the console against the SDK's `getCertificate`, taken in turns; medians in ms. */
async function readBothWays(product: Product, cookie: string, delayMs: number, rounds: number) {
  const client = directClients(product)(VAULT)
  const url = `${product.origin}/api/certificates/${VAULT}/${CERTIFICATE}`
  const direct = () => client.getCertificate(CERTIFICATE)
  const through = async () => {
    const response = await fetch(url, { headers: { cookie } })
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    await response.arrayBuffer()
  }
  for (let warmUp = 0; warmUp < 20; warmUp++) {
    await direct()
    await through()
  }
  const times = { direct: [] as number[], through: [] as number[] }
  if (delayMs > 0) await delayCalls(product, HOST, delayMs)
  for (let round = 0; round < rounds; round++) {
    times.direct.push(await timed(direct))
    times.through.push(await timed(through))
  }
  if (delayMs > 0) await delayCalls(product, HOST, 0)
  return { direct: median(times.direct), through: median(times.through) }
}

/** Reads through the console: one alone, one that takes 50 ms in Azure, twenty at once. */
export async function readRows(machine: Machine, product: Product, cookie: string): Promise<Row[]> {
  const quick = await readBothWays(product, cookie, 0, 200)
  const slow = await readBothWays(product, cookie, 50, 40)
  return [
    timeRow(machine, 'one read: console beyond the SDK', quick.through - quick.direct, 5),
    fixedRow('one read of 50 ms: console to SDK', slow.through / slow.direct, '×', 1.15),
    timeRow(machine, 'twenty panels at once', await panelsMs(product, cookie, 100), 450),
  ]
}

/** Twenty panels that read at once while each call takes `delayMs`; total time in ms. */
async function panelsMs(product: Product, cookie: string, delayMs: number): Promise<number> {
  const url = `${product.origin}/api/certificates?vault=${VAULT}`
  const read = () => fetch(url, { headers: { cookie } }).then((response) => response.arrayBuffer())
  await read()
  await delayCalls(product, HOST, delayMs)
  const took = await timed(() => Promise.all(Array.from({ length: 20 }, read)))
  await delayCalls(product, HOST, 0)
  return took
}
