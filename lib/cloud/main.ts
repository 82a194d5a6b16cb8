import { enableCompileCache, flushCompileCache } from 'node:module'
import { join } from 'node:path'
import type { Cloud } from './cloud.ts'

/** The embedded cloud as a program. Settings by environment, as in the README. */
async function main(): Promise<void> {
  // Stripping the types of 200 files takes 0.5 s; from the second start on it is read from here.
  enableCompileCache(join('node_modules', '.cache', 'strongroom-cloud'))
  if (process.argv.includes('--env')) return printVariables()
  const [{ openCloud }, { listen }] = await Promise.all([
    import('./cloud.ts'),
    import('./http/listen.ts'),
  ])
  const port = readPort('CLOUD_PORT', 7443)
  const consolePort = readPort('PORT', 3000)
  const dataDir = process.env.STRONGROOM_DATA ?? '.data'
  const cloud = await openCloud({
    dataDir,
    redirectUris: ['localhost', '127.0.0.1'].map((host) => `http://${host}:${consolePort}/sign-in`),
    log: process.env.CLOUD_LOG ? print : ignore,
  })
  await addFleet(cloud)
  const listening = await listen(cloud, { port }).catch(async (error: unknown) => {
    await cloud.close()
    throw portFault(error, port)
  })
  process.stdout.write(`The embedded cloud is ready at http://127.0.0.1:${listening.port}\n`)

  // Now and not at exit: a cloud that is killed starts fast the next time, too.
  setImmediate(flushCompileCache)

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await listening.close()
    await cloud.close()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** `--env`: `eval "$(npm run -s cloud -- --env)"` prepares a shell for Azure's clients. */
async function printVariables(): Promise<void> {
  const { clientVariables } = await import('./client-variables.ts')
  const dataDir = process.env.STRONGROOM_DATA ?? '.data'
  process.stdout.write(clientVariables(dataDir, readPort('CLOUD_PORT', 7443)))
}

/** `--fleet 200x50`: so many vaults with so many certificates each, besides what is there. */
async function addFleet(cloud: Cloud): Promise<void> {
  const at = process.argv.indexOf('--fleet')
  if (at < 0) return
  const [{ makeFleet }, { parseFleetSize }] = await Promise.all([
    import('./fleet/fleet.ts'),
    import('./fleet/plan.ts'),
  ])
  const size = parseFleetSize(process.argv[at + 1] ?? '')
  if (!size)
    throw new Error('--fleet takes vaults × certificates, such as 200x50; at most 1000x1000.')
  const began = performance.now()
  await makeFleet(cloud.context, cloud.credentials, size)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  process.stdout.write(
    `A fleet of ${size.vaults} × ${size.certificates} is there (${seconds} s).\n`,
  )
}

function readPort(name: string, fallback: number): number {
  const value = process.env[name]
  if (value === undefined || value === '') return fallback
  const port = Number(value)
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port
  throw new Error(`${name} must be a port number from 0 to 65535, not "${value}".`)
}

function portFault(error: unknown, port: number): unknown {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  return isTaken ? new Error(`Port ${port} is in use. Choose another with CLOUD_PORT.`) : error
}

function print(line: object): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`)
}

function ignore(): void {
  // Without CLOUD_LOG the cloud is quiet: what matters is in its audit records.
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
