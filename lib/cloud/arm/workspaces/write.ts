import { randomUUID } from 'node:crypto'
import {
  deleteWorkspace,
  findWorkspace,
  putWorkspace,
  type Workspace,
} from '../../logs/workspaces/table.ts'
import type { JsonObject } from '../../vault/json.ts'
import { optionalObject, optionalText, optionalWhole } from '../body.ts'
import type { WriteOperation } from '../call.ts'
import { ArmError, resourceNotFound } from '../errors.ts'
import { readLocation, requireSameLocation } from '../locations.ts'
import { groupPlace } from '../steps/group-place.ts'
import { readTags } from '../tags.ts'
import { workspaceBody, workspacePath, workspaceType, workspaceVersions } from './wire.ts'

const route = {
  path: workspacePath,
  category: 'Administrative',
  versions: workspaceVersions,
} as const

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/create-or-update */
const put: WriteOperation = {
  ...route,
  method: 'PUT',
  name: `${workspaceType}/write`,
  prepare(call, param) {
    const name = param('workspace')
    const place = groupPlace(call, param, workspaceType, { name, action: 'write' })
    requireName(name)
    const body = call.body()
    const location = readLocation(body, workspaceType)
    const settings = readSettings(body)
    const tags = readTags(body) ?? {}
    const now = call.ctx.clock.now()
    return (db) => {
      const before = findWorkspace(db, place.id)
      if (before) requireSameLocation(before, location)
      const workspace: Workspace = {
        ...defaults,
        ...place,
        location,
        ...settings,
        tags,
        customerId: before?.customerId ?? randomUUID(),
        createdAt: before?.createdAt ?? now,
        modifiedAt: now,
      }
      putWorkspace(db, workspace)
      return { status: before ? 200 : 201, body: workspaceBody(workspace) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/update */
const patch: WriteOperation = {
  ...route,
  method: 'PATCH',
  name: `${workspaceType}/write`,
  prepare(call, param) {
    const name = param('workspace')
    const place = groupPlace(call, param, workspaceType, { name, action: 'write' })
    const body = call.body()
    const settings = readSettings(body)
    const tags = readTags(body)
    return (db) => {
      const before = findWorkspace(db, place.id)
      if (!before) throw resourceNotFound(workspaceType, name, place.resourceGroup)
      const modifiedAt = call.ctx.clock.now()
      const workspace = { ...before, ...settings, tags: tags ?? before.tags, modifiedAt }
      putWorkspace(db, workspace)
      return { status: 200, body: workspaceBody(workspace) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/delete */
const remove: WriteOperation = {
  ...route,
  method: 'DELETE',
  name: `${workspaceType}/delete`,
  prepare(call, param) {
    const name = param('workspace')
    const place = groupPlace(call, param, workspaceType, { name, action: 'delete' })
    return (db) => {
      if (!findWorkspace(db, place.id)) return { status: 204 }
      deleteWorkspace(db, place.id)
      return { status: 200 }
    }
  },
}

export const workspaceWrites: readonly WriteOperation[] = [put, patch, remove]

const defaults = {
  sku: 'PerGB2018',
  retentionInDays: 30,
  publicNetworkAccessForIngestion: 'Enabled',
  publicNetworkAccessForQuery: 'Enabled',
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights */
function requireName(name: string): void {
  if (/^[a-z0-9](?:[a-z0-9-]{2,61})[a-z0-9]$/i.test(name)) return
  throw new ArmError(
    400,
    'InvalidParameter',
    `The workspace name '${name.slice(0, 100)}' is not valid: 4 to 63 letters, digits and hyphens.`,
  )
}

/** The settings that the request names. */
function readSettings(body: JsonObject): Partial<typeof defaults> {
  const properties = optionalObject(body, 'properties') ?? {}
  const sku = optionalText(optionalObject(properties, 'sku') ?? {}, 'name')
  const days = optionalWhole(properties, 'retentionInDays')
  if (days !== undefined && (days < 30 || days > 730)) {
    throw new ArmError(
      400,
      'InvalidParameter',
      "'RetentionInDays' property doesn't match the SKU limits: from 30 to 730.",
    )
  }
  return {
    ...(sku === undefined ? {} : { sku }),
    ...(days === undefined ? {} : { retentionInDays: days }),
    ...access(properties, 'publicNetworkAccessForIngestion'),
    ...access(properties, 'publicNetworkAccessForQuery'),
  }
}

function access(
  properties: JsonObject,
  name: 'publicNetworkAccessForIngestion' | 'publicNetworkAccessForQuery',
): Partial<typeof defaults> {
  const value = optionalText(properties, name)
  if (value === undefined) return {}
  if (value === 'Enabled' || value === 'Disabled') return { [name]: value }
  throw new ArmError(400, 'InvalidParameter', `The value '${value}' of '${name}' is not valid.`)
}
