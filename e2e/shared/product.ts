import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, untilHealthy } from '../../lib/runtime/processes.ts'

export interface Product {
  /** Process id of the start command. */
  pid: number
  /** Of the console. */
  origin: string
  /** Its data folder; the log of the product is beside the data, where a test looks for secrets in it. */
  data: string
  /** Ends it and deletes its data. */
  stop(): Promise<void>
}

/** Starts the product on its own ports and an empty data folder, as a new user would get it. */
export async function startProduct(
  port: string,
  cloudPort: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'strongroom-e2e-'))
  const log = join(data, 'product.log')
  const output = openSync(log, 'a', 0o600)
  const product = spawn(process.execPath, ['lib/runtime/start.ts'], {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...settings, PORT: port, CLOUD_PORT: cloudPort, STRONGROOM_DATA: data },
  })
  closeSync(output)
  // A run that is interrupted must not leave it on the ports of the next one.
  const end = () => product.kill('SIGTERM')
  process.once('exit', end)
  try {
    await untilHealthy(`http://localhost:${port}/api/health`, product, 120_000)
  } catch (error) {
    throw new Error(`The product did not start:\n${readFileSync(log, 'utf8')}`, { cause: error })
  }
  return {
    pid: product.pid ?? 0,
    origin: `http://localhost:${port}`,
    data,
    async stop() {
      process.off('exit', end)
      await endChild(product, 10_000)
      rmSync(data, { recursive: true, force: true })
    },
  }
}
