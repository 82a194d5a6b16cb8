import type { DiagnosticKind, DiagnosticSetting } from '../../logs/diagnostics/table.ts'
import type { JsonObject } from '../../vault/json.ts'
import {
  optionalFlag,
  optionalObject,
  optionalObjects,
  optionalText,
  optionalWhole,
} from '../body.ts'
import { ArmError } from '../errors.ts'

/** What vaults log, and the groups that hold it. */
export const logCategories = [
  { category: 'AuditEvent', groups: ['audit', 'allLogs'] },
  { category: 'AzurePolicyEvaluationDetails', groups: ['allLogs'] },
] as const

const groups = ['audit', 'allLogs'] as const
const metric = 'AllMetrics'

/**
 * The member `logs`: by category or by group, not both. What the request does not name is listed as
 * not sent, as the service lists it.
 * @throws ArmError 400
 */
export function readLogs(properties: JsonObject): DiagnosticKind[] {
  const given = (optionalObjects(properties, 'logs') ?? []).map(readKind)
  const byGroup = given.some(({ categoryGroup }) => categoryGroup !== null)
  if (byGroup && given.some(({ category }) => category !== null)) {
    throw badRequest('Log categories and category groups cannot be set in one diagnostic setting.')
  }
  const known = byGroup ? groups : logCategories.map(({ category }) => category)
  const nameOf = (kind: DiagnosticKind) => (byGroup ? kind.categoryGroup : kind.category) ?? ''
  for (const kind of given)
    requireKnown(nameOf(kind), known, byGroup ? 'Category group' : 'Category')
  return known.map((name) => {
    const kind = given.find((one) => same(nameOf(one), name))
    return {
      category: byGroup ? null : name,
      categoryGroup: byGroup ? name : null,
      enabled: kind?.enabled ?? false,
      retentionPolicy: kind?.retentionPolicy ?? noRetention,
    }
  })
}

/**
 * The member `metrics`.
 * @throws ArmError 400
 */
export function readMetrics(properties: JsonObject): DiagnosticSetting['metrics'] {
  const given = optionalObjects(properties, 'metrics') ?? []
  const kinds = given.map((one) => ({
    ...readKind(one),
    timeGrain: optionalText(one, 'timeGrain') ?? null,
  }))
  for (const { category } of kinds) requireKnown(category ?? '', [metric], 'Category')
  const [kind] = kinds
  return [
    {
      timeGrain: kind?.timeGrain ?? null,
      enabled: kind?.enabled ?? false,
      retentionPolicy: kind?.retentionPolicy ?? noRetention,
      category: metric,
    },
  ]
}

const noRetention = { enabled: false, days: 0 }

function readKind(kind: JsonObject): DiagnosticKind {
  const retention = optionalObject(kind, 'retentionPolicy')
  return {
    category: optionalText(kind, 'category') ?? null,
    categoryGroup: optionalText(kind, 'categoryGroup') ?? null,
    enabled: optionalFlag(kind, 'enabled') ?? false,
    retentionPolicy: retention
      ? {
          enabled: optionalFlag(retention, 'enabled') ?? false,
          days: optionalWhole(retention, 'days') ?? 0,
        }
      : noRetention,
  }
}

function requireKnown(name: string, known: readonly string[], kind: string): void {
  if (!known.some((one) => same(one, name))) throw badRequest(`${kind} '${name}' is not supported.`)
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

export function badRequest(message: string): ArmError {
  return new ArmError(400, 'BadRequest', message)
}
