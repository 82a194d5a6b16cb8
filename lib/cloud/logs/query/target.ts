import { allowedByRoles } from '../../arm/authorization/evaluate.ts'
import { findSubscription } from '../../arm/subscriptions/table.ts'
import type { TokenClaims } from '../../login/verify.ts'
import type { Db } from '../../store/store.ts'
import {
  type LogRoute,
  lastSeq,
  routesOfResource,
  routesOfWorkspace,
} from '../diagnostics/routes.ts'
import { findWorkspace, findWorkspaceByCustomerId, type Workspace } from '../workspaces/table.ts'
import { insufficientAccess, workspaceNotFound } from './errors.ts'

/** Whose logs a query is about. */
export interface Target {
  /** What has been logged in a table up to now. */
  routes(table: string): LogRoute[]
}

/**
 * A workspace, by customer id, with the further ones of the request.
 * @throws QueryError 404, 403
 */
export function workspaceTarget(
  db: Db,
  caller: TokenClaims,
  customerId: string,
  further: readonly string[],
): Target {
  const main = findWorkspaceByCustomerId(db, customerId)
  if (!main) throw workspaceNotFound()
  const found = [main, ...further.map((one) => findAny(db, one))]
  const workspaces = [...new Map(found.map((one) => [one.customerId, one])).values()]
  for (const workspace of workspaces) requireQuery(db, caller, workspace)
  return {
    routes: (table) =>
      upToNow(
        db,
        workspaces.flatMap(({ id }) => routesOfWorkspace(db, id, table)),
      ),
  }
}

/**
 * A resource, or all of those in a group or subscription: the right is asked for there, whatever
 * workspace the logs are in.
 * @throws QueryError 404, 403
 */
export function resourceTarget(db: Db, caller: TokenClaims, resourceId: string): Target {
  const workspace = findWorkspace(db, resourceId)
  if (workspace) return workspaceTarget(db, caller, workspace.customerId, [])
  const subscription = resourceId.split('/')[2] ?? ''
  if (!findSubscription(db, subscription)) throw insufficientAccess()
  return {
    routes(table) {
      require(db, caller, `Microsoft.Insights/logs/${table}/read`, resourceId)
      return upToNow(db, routesOfResource(db, resourceId, table))
    },
  }
}

function findAny(db: Db, name: string): Workspace {
  const found = name.startsWith('/') ? findWorkspace(db, name) : findWorkspaceByCustomerId(db, name)
  if (!found) throw workspaceNotFound()
  return found
}

function requireQuery(db: Db, caller: TokenClaims, workspace: Workspace): void {
  require(db, caller, 'Microsoft.OperationalInsights/workspaces/query/read', workspace.id)
}

function require(db: Db, caller: TokenClaims, action: string, scope: string): void {
  const principalIds = [caller.oid, ...(caller.groups ?? [])]
  if (!allowedByRoles(db, { principalIds, scope, action, kind: 'action' }).allowed) {
    throw insufficientAccess()
  }
}

/** Rows that come while the query runs are not in its result. */
function upToNow(db: Db, routes: readonly LogRoute[]): LogRoute[] {
  const last = lastSeq(db)
  return routes.map((route) => ({ ...route, untilSeq: Math.min(route.untilSeq ?? last, last) }))
}
