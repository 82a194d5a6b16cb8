import { parseForeign } from '../../json-depth.ts'
import { isObject, type JsonObject } from '../../vault/json.ts'
import { badArgument } from './errors.ts'

/** One query as a client asks it. */
export interface QueryRequest {
  query: string
  timespan: string | null
  /** Further workspaces, by customer id, ARM id or name. */
  workspaces: readonly string[]
  wantsStatistics: boolean
  wantsRender: boolean
}

/** @see https://learn.microsoft.com/azure/azure-monitor/logs/cross-workspace-query#limitations */
const mostWorkspaces = 100

/** @throws QueryError 400 */
export function readQuery(body: JsonObject, prefer: string | null): QueryRequest {
  const { query, timespan = null, workspaces = [] } = body
  if (typeof query !== 'string' || query.trim() === '') {
    throw badArgument({ code: 'QueryValidationError', message: 'The query is missing' })
  }
  if (timespan !== null && typeof timespan !== 'string') {
    throw badArgument({ code: 'QueryValidationError', message: 'The timespan is not a string' })
  }
  const further = workspaces ?? []
  const isList = Array.isArray(further) && further.every((one) => typeof one === 'string')
  if (!isList || further.length > mostWorkspaces) {
    throw badArgument({
      code: 'QueryValidationError',
      message: `The workspaces are not a list of at most ${mostWorkspaces} strings`,
    })
  }
  const wants = (name: string) => new RegExp(`(^|[,;\\s])${name}=true\\b`, 'i').test(prefer ?? '')
  return {
    query,
    timespan,
    workspaces: further,
    wantsStatistics: wants('include-statistics'),
    wantsRender: wants('include-render'),
  }
}

/** @throws QueryError 400 */
export function parseBody(content: string): JsonObject {
  try {
    const value = parseForeign(content)
    if (isObject(value)) return value
  } catch {
    // Answered below: whatever it is, it is no object.
  }
  throw badArgument({ code: 'InvalidJsonError', message: 'The content is not a JSON object' })
}
