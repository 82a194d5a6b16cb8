import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSetting, writeSetting } from '../settings.ts'
import type { CloudStore } from '../store/store.ts'
import { type AppRole, appRoles, isAppRole } from './directory.ts'

/** What `.data/cloud/credentials.json` says: all that a program needs to use this cloud. */
export interface Credentials {
  tenantId: string
  /** Subscription ids. The sample fills the first as production, the second as development. */
  subscriptions: string[]
  users: CredentialUser[]
  applications: CredentialApplication[]
  /** Bearer token of the control API, `/_cloud/*`. */
  controlToken: string
}

export interface CredentialUser {
  userPrincipalName: string
  objectId: string
  roles: AppRole[]
}

export interface CredentialApplication {
  name: string
  clientId: string
  clientSecret: string
  /** Of the service principal. */
  objectId: string
}

const settingName = 'credentials'

const accounts: { name: string; roles: AppRole[] }[] = [
  { name: 'ops', roles: ['SecurityOperations'] },
  { name: 'ops2', roles: ['SecurityOperations'] },
  { name: 'dev', roles: ['Developer'] },
  { name: 'dev2', roles: ['Developer'] },
  { name: 'auditor', roles: ['Auditor'] },
  { name: 'owner', roles: [...appRoles] },
]

/**
 * The credentials of this data folder, made at random on first start. The store's copy is the one
 * that counts, so that ids in stored objects stay true; the file, mode 0600, is written from it.
 * A file without a store (the database was deleted) is taken over, so programs set up with it go on.
 *
 * @throws Error in words for the person who started the program, when the file cannot be read.
 */
export async function loadCredentials(
  store: CloudStore,
  dataDir: string,
  domain: string,
): Promise<Credentials> {
  const path = join(dataDir, 'cloud', 'credentials.json')
  const onDisk = existsSync(path) ? readFileSync(path, 'utf8') : null
  const kept = readSetting(store, settingName)
  const text = kept ?? onDisk ?? JSON.stringify(createCredentials(domain), null, 2)
  const credentials = parseCredentials(text)
  if (!credentials) {
    throw new Error(`${path} is not a credentials file of this cloud. Delete it and start again.`)
  }
  if (kept === null) await store.write((db) => writeSetting(db, settingName, text))
  if (onDisk !== text) writePrivately(path, text)
  return credentials
}

function createCredentials(domain: string): Credentials {
  return {
    tenantId: randomUUID(),
    subscriptions: [randomUUID(), randomUUID()],
    users: accounts.map((account) => ({
      userPrincipalName: `${account.name}@${domain}`,
      objectId: randomUUID(),
      roles: account.roles,
    })),
    applications: ['automation', 'console'].map((name) => ({
      name,
      clientId: randomUUID(),
      clientSecret: randomBytes(30).toString('base64url'),
      objectId: randomUUID(),
    })),
    controlToken: randomBytes(32).toString('base64url'),
  }
}

/** Null when the text is anything else. By hand, because a schema library costs 60 ms at start. */
function parseCredentials(text: string): Credentials | null {
  const value = objectOf(safeParse(text))
  const tenantId = guid(value?.tenantId)
  const subscriptions = listOf(value?.subscriptions, guid)
  const users = listOf(value?.users, parseUser)
  const applications = listOf(value?.applications, parseApplication)
  const controlToken = longText(value?.controlToken)
  if (!tenantId || !subscriptions || !users || !applications || !controlToken) return null
  return { tenantId, subscriptions, users, applications, controlToken }
}

function parseUser(value: unknown): CredentialUser | null {
  const user = objectOf(value)
  const objectId = guid(user?.objectId)
  const roles = listOf(user?.roles, (role) => (isAppRole(role) ? role : null))
  if (typeof user?.userPrincipalName !== 'string' || !objectId || !roles) return null
  return { userPrincipalName: user.userPrincipalName, objectId, roles }
}

function parseApplication(value: unknown): CredentialApplication | null {
  const app = objectOf(value)
  const clientId = guid(app?.clientId)
  const objectId = guid(app?.objectId)
  const clientSecret = longText(app?.clientSecret)
  if (typeof app?.name !== 'string' || !clientId || !objectId || !clientSecret) return null
  return { name: app.name, clientId, clientSecret, objectId }
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function objectOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? { ...value } : null
}

function listOf<T>(value: unknown, parse: (entry: unknown) => T | null): T[] | null {
  if (!Array.isArray(value)) return null
  const parsed = value.map(parse)
  const present = parsed.filter((entry) => entry !== null)
  return present.length === parsed.length ? present : null
}

function guid(value: unknown): string | null {
  const pattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
  return typeof value === 'string' && pattern.test(value) ? value : null
}

function longText(value: unknown): string | null {
  return typeof value === 'string' && value.length >= 16 ? value : null
}

/** Whole or not at all, and never readable by others, not even for a moment. */
function writePrivately(path: string, text: string): void {
  const draft = `${path}.new`
  writeFileSync(draft, text, { mode: 0o600, flush: true })
  renameSync(draft, path)
}
