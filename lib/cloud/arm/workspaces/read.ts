import { findWorkspace, listWorkspaces } from '../../logs/workspaces/table.ts'
import type { ArmAnswer, Operation, ProvenCall } from '../call.ts'
import { resourceGroupNotFound, resourceNotFound } from '../errors.ts'
import { paginate } from '../paging.ts'
import { authorizeList } from '../steps/authorize.ts'
import { groupPlace } from '../steps/group-place.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import {
  workspaceBody,
  workspacePath,
  workspacesPath,
  workspaceType,
  workspaceVersions,
} from './wire.ts'

const read = `${workspaceType}/read`
const route = { name: read, category: 'Administrative', versions: workspaceVersions } as const

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/get */
const get: Operation = {
  ...route,
  method: 'GET',
  path: workspacePath,
  handle(call, param) {
    const name = param('workspace')
    const place = groupPlace(call, param, workspaceType, { name, action: 'read' })
    const workspace = findWorkspace(call.ctx.store, place.id)
    if (!workspace) throw resourceNotFound(workspaceType, name, place.resourceGroup)
    return { status: 200, body: workspaceBody(workspace) }
  },
}

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/list-by-resource-group */
const listByGroup: Operation = {
  ...route,
  method: 'GET',
  path: workspacesPath,
  handle(call, param) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const resourceGroup = param('group')
    const answer = list(call, { subscriptionId, resourceGroup })
    if (!findResourceGroup(call.ctx.store, subscriptionId, resourceGroup)) {
      throw resourceGroupNotFound(resourceGroup)
    }
    return answer
  },
}

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/list */
const listBySubscription: Operation = {
  ...route,
  method: 'GET',
  path: '/subscriptions/:subscription/providers/microsoft.operationalinsights/workspaces',
  handle(call, param) {
    return list(call, { subscriptionId: requireSubscription(call, param('subscription')).id })
  },
}

export const workspaceReads: readonly Operation[] = [get, listByGroup, listBySubscription]

function list(
  call: ProvenCall,
  where: { subscriptionId: string; resourceGroup?: string },
): ArmAnswer {
  const { subscriptionId, resourceGroup } = where
  const scope =
    `/subscriptions/${subscriptionId}` +
    (resourceGroup === undefined ? '' : `/resourceGroups/${resourceGroup}`)
  const visible = authorizeList(call, read, scope, listWorkspaces(call.ctx.store, where))
  const { value, ...rest } = paginate(call, visible, {
    markerOf: (workspace) => [workspace.resourceGroup, workspace.name],
    link: 'more',
  })
  return { status: 200, body: { value: value.map(workspaceBody), ...rest } }
}
