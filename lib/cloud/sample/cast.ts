import { createHash } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import type { Credentials } from '../login/credentials.ts'
import { putApplication, putGroup } from '../login/directory.ts'
import type { Db } from '../store/store.ts'

/** Applications of the sample company. They never sign in: what they have is rights. */
const workloads = {
  'petdash-web': 'ManagedIdentity',
  'petdash-orders': 'ManagedIdentity',
  'agw-contoso-prod': 'ManagedIdentity',
  'iot-hub-provisioning': 'Application',
  'github-deploy': 'Application',
  'backup-appliance': 'Application',
} as const

export type Workload = keyof typeof workloads

/** Everyone whom policies and role assignments of the sample name, by object id. */
export interface Cast {
  tenantId: string
  production: string
  development: string
  automation: string
  ops: readonly string[]
  developers: readonly string[]
  auditors: readonly string[]
  owners: readonly string[]
  /** A group: dev@ and dev2@ are its members. */
  platformTeam: string
  workload(name: Workload): string
}

/** Names the cast. Ids are derived from the tenant's, so the same after each reset. */
export function castOf(credentials: Credentials): Cast {
  const [production, development] = credentials.subscriptions
  invariant(production && development, 'credentials name two subscriptions')
  const automation = credentials.applications.find((app) => app.name === 'automation')
  invariant(automation, 'credentials name the automation application')
  const withRoles = (wanted: string): string[] =>
    credentials.users.filter((user) => user.roles.join() === wanted).map((user) => user.objectId)
  return {
    tenantId: credentials.tenantId,
    production,
    development,
    automation: automation.objectId,
    ops: withRoles('SecurityOperations'),
    developers: withRoles('Developer'),
    auditors: withRoles('Auditor'),
    owners: credentials.users.filter((user) => user.roles.length === 3).map((one) => one.objectId),
    platformTeam: stableGuid(credentials.tenantId, 'group platform'),
    workload: (name) => stableGuid(credentials.tenantId, `principal ${name}`),
  }
}

/** Puts the cast's applications and group into the directory, inside a write. */
export function putCast(db: Db, cast: Cast): void {
  for (const [name, kind] of Object.entries(workloads)) {
    putApplication(db, {
      clientId: stableGuid(cast.tenantId, `client ${name}`),
      objectId: stableGuid(cast.tenantId, `principal ${name}`),
      displayName: name,
      kind,
    })
  }
  putGroup(db, {
    objectId: cast.platformTeam,
    displayName: 'Platform Engineering',
    members: cast.developers,
  })
}

/** A GUID of version 8 (RFC 9562 section 5.8) that depends on the two texts only. */
export function stableGuid(space: string, name: string): string {
  const hash = createHash('sha256').update(`${space} ${name}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [0, 8, 12, 16, 20].map((at, i, all) => hex.slice(at, all[i + 1] ?? 32)).join('-')
}
