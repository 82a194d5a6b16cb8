import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitOf, runNode, untilHealthy } from './processes.ts'

const START_TIMEOUT_MS = 30_000
const RESTART_DELAY_MS = 200
/** More restarts than this in a minute mean that it cannot work, and somebody should look. */
const RESTARTS_PER_MINUTE = 60

interface CloudCredentials {
  tenantId: string
  controlToken: string
  applications: { name: string; clientId: string; clientSecret: string }[]
}

/** The embedded cloud as a child process that is started again whenever it ends by itself. */
export class EmbeddedCloud {
  #child: ChildProcess | null = null
  #stopping = false
  #starts: number[] = []
  readonly #dataDir: string
  readonly #port: number

  constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir
    this.#port = port
  }

  /** Starts it and waits until it answers. Rejects when it ends or stays silent instead. */
  async start(): Promise<void> {
    this.#spawn()
    const child = this.#child
    if (!child) return
    await untilHealthy(`http://127.0.0.1:${this.#port}/_cloud/health`, child, START_TIMEOUT_MS)
    this.#supervise(child)
  }

  #spawn(): void {
    this.#starts = [...this.#starts.filter((at) => at > Date.now() - 60_000), Date.now()]
    this.#child = runNode(['lib/cloud/main.ts'])
  }

  #supervise(child: ChildProcess): void {
    void exitOf(child).then(async () => {
      if (this.#stopping || this.#starts.length > RESTARTS_PER_MINUTE) return
      process.stderr.write('The embedded cloud ended; it is started again.\n')
      await new Promise((resolve) => setTimeout(resolve, RESTART_DELAY_MS))
      if (this.#stopping) return
      this.#spawn()
      if (this.#child) this.#supervise(this.#child)
    })
  }

  /** What the console is told, in the variables that it would be given for any real tenant. */
  consoleEnvironment(): Record<string, string> {
    const path = join(this.#dataDir, 'cloud', 'credentials.json')
    const credentials: CloudCredentials = JSON.parse(readFileSync(path, 'utf8'))
    const app = credentials.applications.find((entry) => entry.name === 'console')
    if (!app) throw new Error(`${path} names no application "console".`)
    return {
      AZURE_TENANT_ID: credentials.tenantId,
      AZURE_CLIENT_ID: app.clientId,
      AZURE_CLIENT_SECRET: app.clientSecret,
      HTTPS_PROXY: `http://127.0.0.1:${this.#port}`,
      NODE_EXTRA_CA_CERTS: join(this.#dataDir, 'cloud', 'ca.pem'),
      STRONGROOM_EMBEDDED: '1',
      STRONGROOM_CONTROL_TOKEN: credentials.controlToken,
    }
  }

  /** From now on the child stays ended when it ends. */
  release(): void {
    this.#stopping = true
  }
}
