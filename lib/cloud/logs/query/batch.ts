import { isObject, type JsonObject } from '../../vault/json.ts'
import { badArgument, pathNotFound } from './errors.ts'

/** One query of a batch. */
export interface BatchItem {
  id: string
  workspace: string
  body: JsonObject
  prefer: string | null
}

/** Documented: at most this many in one request. */
const mostQueries = 100

/**
 * Takes a batch apart.
 * @throws QueryError 400
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/api/batch-queries
 */
export function readBatch({ requests }: JsonObject): BatchItem[] {
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > mostQueries) {
    throw badArgument({
      code: 'BatchValidationError',
      message: `The batch has no requests, or more than ${mostQueries}`,
    })
  }
  return requests.map(readItem)
}

function readItem(request: unknown): BatchItem {
  if (!isObject(request) || typeof request.id !== 'string') {
    throw badArgument({ code: 'BatchValidationError', message: 'A request has no id' })
  }
  const { id, path = '/query', workspace = '', body, headers } = request
  if (path !== '/query' || typeof workspace !== 'string') throw pathNotFound()
  const prefer = isObject(headers)
    ? Object.entries(headers).find(([name]) => name.toLowerCase() === 'prefer')?.[1]
    : null
  return {
    id,
    workspace,
    body: isObject(body) ? body : {},
    prefer: typeof prefer === 'string' ? prefer : null,
  }
}
