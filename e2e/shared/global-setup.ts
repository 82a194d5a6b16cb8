import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, untilHealthy } from '../../lib/runtime/processes.ts'

/** Starts the product on its own ports and an empty data folder, as a new user would get it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const port = process.env.E2E_PORT ?? '3107'
  const cloudPort = process.env.E2E_CLOUD_PORT ?? '7507'
  const data = mkdtempSync(join(tmpdir(), 'strongroom-e2e-'))
  process.env.E2E_PORT = port
  process.env.E2E_CLOUD_PORT = cloudPort
  process.env.E2E_DATA = data
  // Kept beside the data, where a test looks for secrets in it.
  const log = join(data, 'product.log')
  const output = openSync(log, 'a', 0o600)
  const product = spawn(process.execPath, ['lib/runtime/start.ts'], {
    stdio: ['ignore', output, output],
    env: { ...process.env, PORT: port, CLOUD_PORT: cloudPort, STRONGROOM_DATA: data },
  })
  closeSync(output)
  try {
    await untilHealthy(`http://localhost:${port}/api/health`, product, 120_000)
  } catch (error) {
    throw new Error(`The product did not start:\n${readFileSync(log, 'utf8')}`, { cause: error })
  }
  return async () => {
    await endChild(product, 10_000)
    rmSync(data, { recursive: true, force: true })
  }
}
