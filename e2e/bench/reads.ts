import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ClientSecretCredential } from '@azure/identity'
import { CertificateClient } from '@azure/keyvault-certificates'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { delayCalls, type Product, readCredentials } from './product.ts'
import { median, rounded, timed } from './statistics.ts'

const VAULT = 'contoso-prod'
const HOST = `${VAULT}.vault.azure.net`

/** The official client straight at the cloud, the way any other program would use it. */
function directClient(product: Product): CertificateClient {
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
  return new CertificateClient(`https://${HOST}`, credential, options)
}

/** One read through the console against the same read by the SDK, taken in turns. */
export async function readRatio(product: Product, cookie: string, delayMs: number, rounds: number) {
  const client = directClient(product)
  const names: string[] = []
  for await (const item of client.listPropertiesOfCertificates())
    if (item.name) names.push(item.name)
  const name = names[0]
  if (!name) throw new Error(`${VAULT} has no certificate.`)
  const { value } = await firstVersion(client, name)
  const url = `${product.origin}/api/certificates/${VAULT}/${name}/versions/${value}`
  const read = async () => {
    const response = await fetch(url, { headers: { cookie } })
    if (!response.ok) throw new Error(`${url}: ${response.status}`)
    await response.arrayBuffer()
  }
  const direct: number[] = []
  const through: number[] = []
  for (let warmUp = 0; warmUp < 20; warmUp++) {
    await client.getCertificateVersion(name, value)
    await read()
  }
  if (delayMs > 0) await delayCalls(product, HOST, delayMs)
  for (let round = 0; round < rounds; round++) {
    direct.push(await timed(() => client.getCertificateVersion(name, value)))
    through.push(await timed(read))
  }
  if (delayMs > 0) await delayCalls(product, HOST, 0)
  return {
    directMs: rounded(median(direct)),
    consoleMs: rounded(median(through)),
    ratio: rounded(median(through) / median(direct)),
    addedMs: rounded(median(through) - median(direct)),
  }
}

async function firstVersion(client: CertificateClient, name: string): Promise<{ value: string }> {
  for await (const version of client.listPropertiesOfCertificateVersions(name)) {
    if (version.version) return { value: version.version }
  }
  throw new Error(`${name} has no version.`)
}

/** Twenty panels that read at once while each call takes `delayMs`; total time in ms. */
export async function panelsMs(product: Product, cookie: string, delayMs: number): Promise<number> {
  const url = `${product.origin}/api/certificates?vault=${VAULT}`
  const read = () => fetch(url, { headers: { cookie } }).then((response) => response.arrayBuffer())
  await read()
  await delayCalls(product, HOST, delayMs)
  const took = await timed(() => Promise.all(Array.from({ length: 20 }, read)))
  await delayCalls(product, HOST, 0)
  return rounded(took)
}
