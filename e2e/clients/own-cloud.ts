import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endChild, untilHealthy } from '../../lib/runtime/processes.ts'

/** A cloud of its own for programs that are not ours, and the variables by which they reach it. */
export interface OwnCloud {
  tenantId: string
  subscriptionId: string
  application: { clientId: string; clientSecret: string; objectId: string }
  /** The two variables of the README, and nothing else of ours. */
  env: NodeJS.ProcessEnv
  /** An empty folder for what the program keeps. */
  folder: string
  end(): Promise<void>
}

interface Credentials {
  tenantId: string
  subscriptions: string[]
  applications: { name: string; clientId: string; clientSecret: string; objectId: string }[]
}

export async function startOwnCloud(port: number): Promise<OwnCloud> {
  const data = mkdtempSync(join(tmpdir(), 'strongroom-clients-'))
  const child = spawn(process.execPath, ['lib/cloud/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CLOUD_PORT: String(port), STRONGROOM_DATA: data },
  })
  await untilHealthy(`http://127.0.0.1:${port}/_cloud/health`, child, 30_000)
  const credentials: Credentials = JSON.parse(
    readFileSync(join(data, 'cloud', 'credentials.json'), 'utf8'),
  )
  const application = credentials.applications.find(({ name }) => name === 'automation')
  if (!application) throw new Error('The cloud names no application "automation".')
  return {
    tenantId: credentials.tenantId,
    subscriptionId: credentials.subscriptions[0] ?? '',
    application,
    folder: data,
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: data,
      HTTPS_PROXY: `http://127.0.0.1:${port}`,
      REQUESTS_CA_BUNDLE: join(data, 'cloud', 'ca.pem'),
    },
    async end() {
      await endChild(child)
      rmSync(data, { recursive: true, force: true })
    },
  }
}
