import { spawn } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { endChild, exitOf, runNode, untilHealthy } from '../../../lib/runtime/processes.ts'
import { agentFor, send, type Target } from './hammer.ts'

export const vault = 'contoso-prod'
export const model = 'bench-model'

/** Fills `contoso-prod` with so many certificates, in a process of its own. */
export async function fill(data: string, count: number, into = vault): Promise<void> {
  const code = await exitOf(runNode(['lib/cloud/fleet/bulk.ts', data, into, model, String(count)]))
  if (code !== 0) throw new Error(`The vault could not be filled: ${code}.`)
}

export interface RunningCloud {
  port: number
  ca: string
  startMs: number
  /** Resident memory in MB; 0 where the system does not tell. */
  memoryMb(): number
  /** What a request to the vault needs; `path` without the api-version. */
  target(method: string, path: string, body?: object): Target
  /** Waits until all that happens by itself to new objects has been worked out: once for each. */
  settled(): Promise<void>
  end(): Promise<void>
}

interface Credentials {
  tenantId: string
  controlToken: string
  applications: { name: string; clientId: string; clientSecret: string }[]
}

export async function startCloud(data: string, port: number): Promise<RunningCloud> {
  const began = performance.now()
  const child = spawn(process.execPath, ['lib/cloud/main.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CLOUD_PORT: String(port), STRONGROOM_DATA: data },
  })
  await untilHealthy(`http://127.0.0.1:${port}/_cloud/health`, child, 60_000)
  const startMs = performance.now() - began
  const ca = readFileSync(join(data, 'cloud', 'ca.pem'), 'utf8')
  const path = join(data, 'cloud', 'credentials.json')
  const credentials: Credentials = JSON.parse(readFileSync(path, 'utf8'))
  const token = await tokenOf(credentials, port, ca)
  return {
    port,
    ca,
    startMs,
    memoryMb: () => residentMb(child.pid ?? 0),
    target: (method, path, body) => ({
      port,
      ca,
      host: `${vault}.vault.azure.net`,
      method,
      path: `${path}${path.includes('?') ? '&' : '?'}api-version=7.6`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    async settled() {
      // Setting the clock answers when everything that is due has happened.
      const answer = await fetch(`http://127.0.0.1:${port}/_cloud/clock`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${credentials.controlToken}` },
        body: JSON.stringify({ now: new Date().toISOString() }),
      })
      if (!answer.ok) throw new Error(`The clock answered ${answer.status}.`)
    },
    end: () => endChild(child, 20_000),
  }
}

async function tokenOf(
  { tenantId, applications }: Credentials,
  port: number,
  ca: string,
): Promise<string> {
  const automation = applications.find(({ name }) => name === 'automation')
  const agent = agentFor(port, ca)
  const text = await send(agent, {
    port,
    ca,
    host: 'login.microsoftonline.com',
    method: 'POST',
    path: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: automation?.clientId ?? '',
      client_secret: automation?.clientSecret ?? '',
      scope: 'https://vault.azure.net/.default',
    }).toString(),
  })
  agent.destroy()
  return String(JSON.parse(text).access_token)
}

function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  } catch {
    // No such files outside Linux.
    return 0
  }
}

/** Size of the database with its log, in bytes. */
export function bytesOnDisk(data: string): number {
  return ['cloud.db', 'cloud.db-wal'].reduce(
    (sum, name) =>
      sum + (statSync(join(data, 'cloud', name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )
}
