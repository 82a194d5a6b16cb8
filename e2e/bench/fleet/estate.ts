import { spawn } from 'node:child_process'
import { endChild, untilHealthy } from '../../../lib/runtime/processes.ts'
import type { Ports } from '../product.ts'

/** Fills an empty data folder with the fleet that the budgets are about: 10,000 certificates in 200 vaults. */
export async function makeFleet(ports: Ports, data: string): Promise<void> {
  const child = spawn(process.execPath, ['lib/cloud/main.ts', '--fleet', '200x50'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(ports.port),
      CLOUD_PORT: String(ports.cloudPort),
      STRONGROOM_DATA: data,
    },
  })
  await untilHealthy(`http://127.0.0.1:${ports.cloudPort}/_cloud/health`, child, 600_000)
  await endChild(child)
}
