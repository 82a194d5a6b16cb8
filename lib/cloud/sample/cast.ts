import { invariant } from '#lib/base/invariant.ts'
import type { Credentials } from '../login/credentials.ts'
import { stableGuid } from '../stable-guid.ts'
import type { Workload } from './workloads.ts'

/** Everyone whom policies and role assignments of the sample name, by object id. */
export interface Cast {
  tenantId: string
  production: string
  development: string
  automation: string
  /** The console's own application. */
  console: string
  ops: readonly string[]
  developers: readonly string[]
  auditors: readonly string[]
  owners: readonly string[]
  /** A group: dev@ and dev2@ are its members. */
  platformTeam: string
  workload(name: Workload): string
  /** Someone who left: the directory has forgotten the id, the policies have not. */
  departed(name: string): string
}

/** Names the cast. Ids are derived from the tenant's, so the same after each reset. */
export function castOf(credentials: Credentials): Cast {
  const [production, development] = credentials.subscriptions
  invariant(production && development, 'credentials name two subscriptions')
  const application = (name: string): string => {
    const found = credentials.applications.find((app) => app.name === name)
    invariant(found, `credentials name the application ${name}`)
    return found.objectId
  }
  const withRoles = (wanted: string): string[] =>
    credentials.users.filter((user) => user.roles.join() === wanted).map((user) => user.objectId)
  return {
    tenantId: credentials.tenantId,
    production,
    development,
    automation: application('automation'),
    console: application('console'),
    ops: withRoles('SecurityOperations'),
    developers: withRoles('Developer'),
    auditors: withRoles('Auditor'),
    owners: credentials.users.filter((user) => user.roles.length === 3).map((one) => one.objectId),
    platformTeam: stableGuid(credentials.tenantId, 'group platform'),
    workload: (name) => stableGuid(credentials.tenantId, `principal ${name}`),
    departed: (name) => stableGuid(credentials.tenantId, `departed ${name}`),
  }
}
