import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, type AgentOptions } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import { type Cloud, openCloud } from '#lib/cloud/cloud.ts'
import { listen } from '#lib/cloud/http/listen.ts'
import type { Credentials } from '#lib/cloud/login/credentials.ts'
import { conforming } from './conforming.ts'

export interface TestCloud {
  port: number
  /** PEM of the development CA: the only trust that a client needs. */
  ca: string
  credentials: Credentials
  /** Reaches every host that the cloud plays, over real TLS, by server name. */
  agent: Agent
  cloud: Cloud
  /** `<dataDir>/cloud` has the files of the cloud. */
  dataDir: string
  /** Calls the control API with its token; a body is sent as JSON. */
  control(method: string, path: string, body?: object): Promise<Response>
  /** Stops it and deletes its data. */
  close(): Promise<void>
}

export const testRedirectUri = 'http://localhost:3000/sign-in'

/** Starts an embedded cloud of its own on a free port, in a temporary folder. */
export async function startTestCloud(
  options: { sample?: boolean; redirectUris?: readonly string[] } = {},
): Promise<TestCloud> {
  const dataDir = mkdtempSync(join(tmpdir(), 'strongroom-cloud-'))
  const cloud = await openCloud({
    dataDir,
    redirectUris: options.redirectUris ?? [testRedirectUri],
    sample: options.sample ?? false,
  })
  const checked = conforming(cloud)
  const listening = await listen({ ...cloud, fetch: checked.fetch }, { port: 0 })
  const agent = new LoopbackAgent(listening.port, { ca: cloud.tls.ca, keepAlive: true })
  return {
    port: listening.port,
    ca: cloud.tls.ca,
    credentials: cloud.credentials,
    agent,
    cloud,
    dataDir,
    control: (method, path, body) =>
      fetch(`http://127.0.0.1:${listening.port}/_cloud/${path}`, {
        method,
        headers: { authorization: `Bearer ${cloud.credentials.controlToken}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async close() {
      agent.destroy()
      await listening.close()
      await cloud.close()
      rmSync(dataDir, { recursive: true })
      checked.assertConforming()
    },
  }
}

/** Sends every TLS connection to the cloud's port, whatever host it is for. */
class LoopbackAgent extends Agent {
  readonly #port: number

  constructor(port: number, options: AgentOptions) {
    super(options)
    this.#port = port
  }

  override createConnection(options: { host?: string | null; servername?: string }): Duplex {
    const servername = options.servername ?? options.host ?? ''
    return connect({ ...options, servername, host: '127.0.0.1', port: this.#port })
  }
}
