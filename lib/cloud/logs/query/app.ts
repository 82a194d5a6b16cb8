import { randomUUID } from 'node:crypto'
import type { CloudApp, CloudContext } from '../../context.ts'
import { logQueryAudiences } from '../../login/scopes.ts'
import type { TokenClaims } from '../../login/verify.ts'
import { createLimiter, type Limiter } from '../../vault/issue/limiter.ts'
import type { JsonObject } from '../../vault/json.ts'
import { type QueryLimits, serviceLimits } from '../kql/program.ts'
import { type BatchItem, readBatch } from './batch.ts'
import { errorBody, pathNotFound, QueryError } from './errors.ts'
import { parseBody, readQuery } from './request.ts'
import { runQuery } from './run.ts'
import { resourceTarget, workspaceTarget } from './target.ts'

/**
 * The Log Analytics query API, `api.loganalytics.io`.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/api/overview
 */
export function createQueryApp(ctx: CloudContext): CloudApp {
  const line: Line = { limiter: createLimiter(queriesAtOnce), length: 0 }
  return { fetch: (request) => serve(ctx, line, request) }
}

/** Queries under way at once: each takes its slices of the event loop. */
const queriesAtOnce = 4
/** Requests that may wait for their turn. */
const longestLine = 200

interface Line {
  limiter: Limiter
  /** Requests that wait or run. */
  length: number
}

/** Everything about one request. */
interface Asked {
  ctx: CloudContext
  request: Request
  url: URL
  caller: TokenClaims
  correlationId: string
}

async function serve(ctx: CloudContext, line: Line, request: Request): Promise<Response> {
  const correlationId = randomUUID()
  try {
    const caller = authenticate(ctx, request)
    const url = new URL(request.url)
    return json(200, await inLine(line, () => act({ ctx, request, url, caller, correlationId })))
  } catch (thrown) {
    const error = toQueryError(ctx, request, thrown, correlationId)
    return json(error.status, errorBody(error, correlationId))
  }
}

async function inLine<T>(line: Line, task: () => Promise<T>): Promise<T> {
  if (line.length >= longestLine) {
    throw new QueryError(429, 'ThrottledError', 'There are too many queries. Retry later.')
  }
  line.length += 1
  try {
    return await line.limiter.run(task)
  } finally {
    line.length -= 1
  }
}

function authenticate(ctx: CloudContext, request: Request): TokenClaims {
  const token = /^bearer +([^\s]+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined) {
    throw new QueryError(401, 'AuthorizationRequiredError', 'Valid authentication was not provided')
  }
  const verdict = ctx.tokens.verify(token, { audiences: logQueryAudiences })
  if (verdict.ok) return verdict.claims
  throw new QueryError(
    401,
    'InvalidTokenError',
    'The provided authentication is not valid for this resource',
    { code: tokenFaults[verdict.reason], message: 'Could not validate the request' },
  )
}

const tokenFaults = {
  malformed: 'MalformedTokenError',
  signature: 'SignatureVerificationFailed',
  expired: 'TokenExpired',
  'not-yet-valid': 'TokenNotYetValid',
  issuer: 'IssuerMismatch',
  audience: 'AudienceMismatch',
} as const

async function act(asked: Asked): Promise<object> {
  const { request, url } = asked
  const path = decode(url.pathname).replace(/\/+/g, '/')
  if (path === '/v1/$batch' && request.method === 'POST') return batch(asked)
  const workspace = /^\/v1\/workspaces\/([^/]+)\/query\/?$/.exec(path)?.[1]
  const resource = /^\/v1(\/subscriptions\/.+)\/query\/?$/i.exec(path)?.[1]
  if (workspace === undefined && resource === undefined) throw pathNotFound()
  const body = await bodyOf(asked)
  const prefer = request.headers.get('prefer')
  if (workspace !== undefined) return queryWorkspace(asked, { workspace, body, prefer })
  const { ctx, caller } = asked
  const target = resourceTarget(ctx.store, caller, resource ?? '')
  return runQuery(ctx, target, readQuery(body, prefer), { signal: request.signal })
}

function queryWorkspace(
  { ctx, caller, request }: Asked,
  { workspace, body, prefer }: Omit<BatchItem, 'id'>,
  limits = serviceLimits,
): Promise<object> {
  const query = readQuery(body, prefer)
  const target = workspaceTarget(ctx.store, caller, workspace, query.workspaces)
  return runQuery(ctx, target, query, { signal: request.signal, limits })
}

/**
 * Each query has a status of its own. One after another, and together within the size of one result,
 * so that a batch takes no more than its turn.
 */
async function batch(asked: Asked): Promise<object> {
  const responses: object[] = []
  const items = readBatch(parseBody(await asked.request.text()))
  const limits = { ...serviceLimits, size: serviceLimits.size / items.length }
  for (const item of items) {
    responses.push(await answerItem(asked, item, limits))
  }
  return { responses }
}

async function answerItem(asked: Asked, item: BatchItem, limits: QueryLimits): Promise<object> {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' }
  try {
    return { id: item.id, status: 200, headers, body: await queryWorkspace(asked, item, limits) }
  } catch (thrown) {
    const error = toQueryError(asked.ctx, asked.request, thrown, asked.correlationId)
    const body = errorBody(error, asked.correlationId)
    return { id: item.id, status: error.status, headers, body }
  }
}

async function bodyOf({ request, url }: Asked): Promise<JsonObject> {
  if (request.method === 'POST') return parseBody(await request.text())
  if (request.method !== 'GET') throw pathNotFound()
  const { searchParams } = url
  return { query: searchParams.get('query'), timespan: searchParams.get('timespan') }
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

function toQueryError(
  ctx: CloudContext,
  request: Request,
  thrown: unknown,
  correlationId: string,
): QueryError {
  if (thrown instanceof QueryError) return thrown
  if (request.signal.aborted) return new QueryError(499, 'ClientClosedRequest', 'The client left')
  ctx.log({
    level: 'error',
    event: 'log-query-failed',
    correlationId,
    error: thrown instanceof Error ? thrown.stack : `${thrown}`,
  })
  return new QueryError(500, 'InternalServerError', 'An unexpected error occurred')
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
      ...(status === 429 ? { 'Retry-After': '5' } : {}),
    },
  })
}
