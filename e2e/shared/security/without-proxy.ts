import { spawn } from 'node:child_process'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { endChild, untilHealthy } from '../../../lib/runtime/processes.ts'
import { credentials, dataFolder } from '../control.ts'
import { application } from '../http-session.ts'
import { buildFolder } from './build-manifest.ts'

/**
 * The console a second time, from a copy of the build out of which `proxy.ts` was taken, over the same store
 * and cloud: as if somebody had found a way around the proxy for every request.
 */
export async function startWithoutProxy(): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort()
  const build = `.next-without-proxy-${port}`
  const skipped = new Set(['cache', 'dev'].map((name) => join(buildFolder(), name)))
  cpSync(buildFolder(), build, { recursive: true, filter: (path) => !skipped.has(path) })
  const functions = JSON.stringify({ version: 1, functions: {} })
  writeFileSync(join(build, 'server', 'functions-config-manifest.json'), functions)
  rmSync(join(build, 'server', 'middleware.js'), { force: true })
  const { clientId, clientSecret } = application('console')
  const child = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '--port', `${port}`, '--hostname', '127.0.0.1'],
    {
      stdio: 'ignore',
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        HOST: '127.0.0.1',
        STRONGROOM_BUILD: build,
        STRONGROOM_DATA: dataFolder(),
        STRONGROOM_EMBEDDED: '1',
        AZURE_TENANT_ID: credentials().tenantId,
        AZURE_CLIENT_ID: clientId,
        AZURE_CLIENT_SECRET: clientSecret,
        HTTPS_PROXY: `http://127.0.0.1:${process.env.E2E_CLOUD_PORT}`,
        NODE_EXTRA_CA_CERTS: join(dataFolder(), 'cloud', 'ca.pem'),
      },
    },
  )
  const stop = async () => {
    await endChild(child)
    rmSync(build, { recursive: true, force: true })
  }
  try {
    await untilHealthy(`http://127.0.0.1:${port}/api/health`, child, 60_000)
  } catch (error) {
    await stop()
    throw error
  }
  return { port, stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
