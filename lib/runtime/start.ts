import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildFolder, buildIfChanged } from './build.ts'
import { EmbeddedCloud } from './embedded-cloud.ts'
import { isPortFree } from './ports.ts'
import { endChildren, exitOf, runNode, untilHealthy } from './processes.ts'
import { readSettings } from './settings.ts'

const READY_TIMEOUT_MS = 60_000
const NEXT = 'node_modules/next/dist/bin/next'

const dev = process.argv.includes('--dev')

async function main(): Promise<number> {
  const settings = readSettings(process.env)
  if (!settings.ok) {
    for (const fault of settings.faults) process.stderr.write(`${fault}\n`)
    return 1
  }
  const { port, host, cloudPort, embedded } = settings.value
  const taken: string[] = []
  if (!(await isPortFree(port, host))) {
    taken.push(`Port ${port} is in use. Set PORT to another one, or end the program that holds it.`)
  }
  if (embedded && !(await isPortFree(cloudPort, '127.0.0.1'))) {
    taken.push(`Port ${cloudPort} is in use. Set CLOUD_PORT to another one, or end what holds it.`)
  }
  for (const fault of taken) process.stderr.write(`${fault}\n`)
  if (taken.length > 0) return 1
  const dataDir = resolve(settings.value.dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  Object.assign(process.env, {
    PORT: String(port),
    CLOUD_PORT: String(cloudPort),
    STRONGROOM_DATA: dataDir,
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_COMPILE_CACHE: resolve(buildFolder(), 'compile-cache'),
  })

  const cloud = embedded ? new EmbeddedCloud(dataDir, cloudPort) : null
  let stopping = false
  const stop = async () => {
    stopping = true
    cloud?.release()
    await endChildren()
  }
  process.on('SIGINT', () => void stop())
  process.on('SIGTERM', () => void stop())

  // One after the other on a first start: a build leaves no core to spare.
  try {
    if (!dev) await buildIfChanged()
    await cloud?.start()
  } catch (error) {
    // What fails because it was told to stop is no failure.
    if (stopping) return 0
    await stop()
    throw error
  }

  const server = runNode(
    [NEXT, dev ? 'dev' : 'start', '--port', String(port), '--hostname', host],
    {
      stdio: ['ignore', dev ? 'inherit' : 'ignore', 'inherit'],
      env: {
        ...process.env,
        HOST: host,
        NODE_ENV: dev ? 'development' : 'production',
        ...cloud?.consoleEnvironment(),
      },
    },
  )
  try {
    const loopback = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
    await untilHealthy(`http://${loopback}:${port}/api/health`, server, READY_TIMEOUT_MS)
    process.stdout.write(
      `Strongroom is ready at http://localhost:${port}\n${
        embedded
          ? 'Sign in as ops@contoso.example (security operations), dev@contoso.example (developer) or auditor@contoso.example (auditor): no password.\n'
          : `Sign in with an account of tenant ${process.env.AZURE_TENANT_ID}.\n`
      }`,
    )
  } catch (error) {
    if (stopping) return 0
    process.stderr.write(`The console did not start: ${String(error)}\n`)
    await stop()
    return 1
  }
  const code = await exitOf(server)
  const orderly = stopping
  await stop()
  return orderly ? 0 : code
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
