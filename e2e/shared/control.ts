import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Credentials {
  tenantId: string
  subscriptions: string[]
  users: { userPrincipalName: string; objectId: string; roles: string[] }[]
  applications: { name: string; clientId: string; clientSecret: string; objectId: string }[]
  controlToken: string
}

export function dataFolder(): string {
  const folder = process.env.E2E_DATA
  if (!folder) throw new Error('The global set-up has not run.')
  return folder
}

/** What the embedded cloud of this run tells its administrator. */
export function credentials(): Credentials {
  return JSON.parse(readFileSync(join(dataFolder(), 'cloud', 'credentials.json'), 'utf8'))
}

/** Calls the embedded cloud's control interface and returns the parsed answer. */
export async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${process.env.E2E_CLOUD_PORT}/_cloud${path}`, {
    method,
    headers: {
      authorization: `Bearer ${credentials().controlToken}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} /_cloud${path}: ${response.status}`)
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

export interface Fault {
  host: string
  path: string
  status?: number
  count?: number
  delayMs?: number
}

/** Makes the next calls to a host slow or fail, runs `during`, and takes the fault away again. */
export async function withFault<T>(fault: Fault, during: () => Promise<T>): Promise<T> {
  await control('POST', '/faults', { count: 1_000, ...fault })
  try {
    return await during()
  } finally {
    await control('DELETE', '/faults')
  }
}
