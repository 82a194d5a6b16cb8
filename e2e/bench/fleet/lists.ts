import type { CertificateClient } from '@azure/keyvault-certificates'
import { type Product, readCredentials } from '../product.ts'
import { directClients } from '../reads.ts'
import { median, timed } from '../statistics.ts'

const concurrency = 64
const rounds = 5

/** Times of listing the whole fleet, in ms, and how many certificates there were. */
export interface ListTimes {
  readonly bare: number
  readonly console: number
  readonly certificates: number
}

/** The official client in a loop, and the console, in turns on the same product. */
export async function listBothWays(
  product: Product,
  cookie: string,
  vaults: readonly string[],
): Promise<ListTimes> {
  const clientOf = directClients(product)
  const clients = vaults.map(clientOf)
  const counts = { bare: 0, console: 0 }
  const bare = async () => {
    counts.bare = await listBare(clients)
  }
  const through = async () => {
    counts.console = (await listThrough(product, cookie)).rows
  }
  const times = { bare: [] as number[], console: [] as number[] }
  await bare()
  await through()
  for (let round = 0; round < rounds; round++) {
    times.bare.push(await timed(bare))
    times.console.push(await timed(through))
  }
  if (counts.bare !== counts.console) {
    throw new Error(`The loop found ${counts.bare}, the console ${counts.console}.`)
  }
  return {
    bare: median(times.bare),
    console: median(times.console),
    certificates: counts.console,
  }
}

async function listBare(clients: readonly CertificateClient[]): Promise<number> {
  const queue = clients.values()
  let count = 0
  const worker = async () => {
    for (const client of queue) {
      for await (const _ of client.listPropertiesOfCertificates({ includePending: true }))
        count += 1
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return count
}

interface Listed {
  rows: number
  failed: number
  /** When the last vault that could be read was there, in ms. */
  lastReadMs: number
}

/** The list of the console, line by line. */
export async function listThrough(product: Product, cookie: string): Promise<Listed> {
  const began = performance.now()
  const response = await fetch(`${product.origin}/api/fleet/certificates`, { headers: { cookie } })
  if (!response.ok || response.body === null) throw new Error(`The list: ${response.status}`)
  const listed: Listed = { rows: 0, failed: 0, lastReadMs: 0 }
  let rest = ''
  for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const event: { kind: string; rows?: unknown[] } = JSON.parse(line)
      listed.rows += event.rows?.length ?? 0
      if (event.kind === 'failure') listed.failed += 1
      if (event.kind === 'read') listed.lastReadMs = performance.now() - began
    }
  }
  return listed
}

interface Fault {
  readonly host: string
  readonly path: string
  readonly status?: number
  readonly delayMs?: number
}

/** Faults in force while `during` runs; resolves with how often each was met. */
export async function withFaults(
  product: Product,
  faults: readonly Fault[],
  during: () => Promise<void>,
): Promise<number[]> {
  const count = 1_000_000
  const call = async (method: string, body?: object) => {
    const response = await fetch(`http://127.0.0.1:${product.cloudPort}/_cloud/faults`, {
      method,
      headers: { authorization: `Bearer ${readCredentials(product.data).controlToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`The cloud refused the fault: ${response.status}`)
    return response
  }
  for (const fault of faults) await call('POST', { ...fault, count })
  try {
    await during()
    const { faults: left }: { faults: { count: number }[] } = await (await call('GET')).json()
    return left.map((fault) => count - fault.count)
  } finally {
    await call('DELETE')
  }
}
