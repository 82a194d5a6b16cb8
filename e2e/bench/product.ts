import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { endChild, untilHealthy } from '../../lib/runtime/processes.ts'

export interface Ports {
  readonly port: number
  readonly cloudPort: number
}

export interface Product {
  origin: string
  data: string
  cloudPort: number
  end(): Promise<void>
}

function start(script: string, ports: Ports, data: string) {
  return spawn(process.execPath, [script], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(ports.port),
      CLOUD_PORT: String(ports.cloudPort),
      STRONGROOM_DATA: data,
    },
  })
}

/** Starts the whole product on its own ports and data, and tells how long it took in ms. */
export async function startProduct(
  ports: Ports,
  data: string,
): Promise<Product & { startMs: number }> {
  const began = performance.now()
  const child = start('lib/runtime/start.ts', ports, data)
  const origin = `http://localhost:${ports.port}`
  await untilHealthy(`${origin}/api/health`, child, 120_000)
  return {
    origin,
    data,
    cloudPort: ports.cloudPort,
    startMs: performance.now() - began,
    end: () => endChild(child, 10_000),
  }
}

/** Starts the cloud alone on existing data, ends it, and returns the start in ms. */
export async function cloudStartMs(ports: Ports, data: string): Promise<number> {
  const began = performance.now()
  const child: ChildProcess = start('lib/cloud/main.ts', ports, data)
  await untilHealthy(`http://127.0.0.1:${ports.cloudPort}/_cloud/health`, child, 30_000)
  const took = performance.now() - began
  await endChild(child)
  return took
}

interface Credentials {
  tenantId: string
  applications: { name: string; clientId: string; clientSecret: string }[]
  controlToken: string
}

export function readCredentials(data: string): Credentials {
  return JSON.parse(readFileSync(join(data, 'cloud', 'credentials.json'), 'utf8'))
}

/** Adds a delay to every call that reaches a host, or takes all faults away when it is 0. */
export async function delayCalls(product: Product, host: string, delayMs: number): Promise<void> {
  const { controlToken } = readCredentials(product.data)
  const response = await fetch(`http://127.0.0.1:${product.cloudPort}/_cloud/faults`, {
    method: delayMs === 0 ? 'DELETE' : 'POST',
    headers: { authorization: `Bearer ${controlToken}`, 'content-type': 'application/json' },
    ...(delayMs === 0
      ? {}
      : { body: JSON.stringify({ host, path: '/', count: 100_000, delayMs }) }),
  })
  if (!response.ok) throw new Error(`The cloud refused the fault: ${response.status}`)
}
