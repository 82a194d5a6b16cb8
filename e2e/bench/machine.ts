import { type ChildProcess, spawn } from 'node:child_process'
import { rawKeyRate } from './cloud/raw-crypto.ts'
import { median, rounded, timed } from './statistics.ts'

/** RSA-2048 keys a second on one core of the machine on which the budgets were set. */
const referenceRsaRate = 49
const rsaMs = 3_000
const httpsStarts = 5
const routeReads = 200

/** What this machine can do at best, measured in the same run as the product. */
export interface Machine {
  /** How many times slower than the machine on which the budgets were set. */
  readonly factor: number
  /** Raw RSA-2048 generation on one core. */
  readonly rsaPerSecond: number
  /** From spawning Node.js until a bare `node:https` server listens. */
  readonly bareHttpsStartMs: number
}

/** Measures the machine; takes some seconds, with nothing else running. */
export async function measureMachine(): Promise<Machine> {
  const rsaPerSecond = await rawKeyRate(rsaMs, 1)
  const starts: number[] = []
  for (let run = 0; run < httpsStarts; run++) starts.push(await bareHttpsStartMs())
  return {
    factor: rounded(referenceRsaRate / rsaPerSecond),
    rsaPerSecond: rounded(rsaPerSecond),
    bareHttpsStartMs: rounded(median(starts)),
  }
}

const bareServer = `
  const { createServer } = require('node:https')
  createServer(() => {}).listen(0, '127.0.0.1', () => process.stdout.write('listening'))`

async function bareHttpsStartMs(): Promise<number> {
  let child: ChildProcess | null = null
  try {
    return await timed(
      () =>
        new Promise<void>((resolve, reject) => {
          child = spawn(process.execPath, ['-e', bareServer], {
            stdio: ['ignore', 'pipe', 'inherit'],
          })
          child.stdout?.once('data', () => resolve())
          child.once('exit', () => reject(new Error('The bare server ended before it listened.')))
        }),
    )
  } finally {
    ;(child as ChildProcess | null)?.kill()
  }
}

/** Median time of the emptiest route of the console: the floor under each of its reads. */
export async function routeFloorMs(origin: string): Promise<number> {
  const read = () => fetch(`${origin}/api/health`).then((response) => response.arrayBuffer())
  for (let warmUp = 0; warmUp < 20; warmUp++) await read()
  const times: number[] = []
  for (let run = 0; run < routeReads; run++) times.push(await timed(read))
  return rounded(median(times))
}
