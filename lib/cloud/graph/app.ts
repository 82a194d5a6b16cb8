import { randomUUID } from 'node:crypto'
import type { CloudApp, CloudContext } from '../context.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import { authenticate } from './authenticate.ts'
import { answerBatch } from './batch.ts'
import type { GraphAnswer } from './call.ts'
import { badRequest, errorBody, GraphError } from './errors.ts'
import { answer } from './route.ts'

/** Microsoft Graph, `graph.microsoft.com`: the directory, to read. */
export function createGraphApp(ctx: CloudContext): CloudApp {
  return { fetch: (request) => answerOne(ctx, request, 'alone') }
}

/** Whether a request came by itself or as a step of a batch, in which no other batch may be. */
type Coming = 'alone' | 'in-batch'

async function answerOne(ctx: CloudContext, request: Request, coming: Coming): Promise<Response> {
  const trace = traceOf(request)
  try {
    return respond(await serve(ctx, request, coming), trace)
  } catch (thrown) {
    const error = toGraphError(ctx, trace, thrown)
    const body = errorBody(error, { ...trace, date: ctx.clock.now() })
    return withHeaders(Response.json(body, { status: error.status }), trace, error.headers)
  }
}

async function serve(ctx: CloudContext, request: Request, coming: Coming): Promise<GraphAnswer> {
  const caller = authenticate(request, ctx.tokens)
  const url = new URL(request.url)
  const [version, ...segments] = url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode)
  if (version?.toLowerCase() !== 'v1.0') throw badRequest('Invalid version.')
  const isBatch = segments.join('/').toLowerCase() === '$batch' && request.method === 'POST'
  if (isBatch && coming === 'alone') {
    return { body: await answerBatch(request, (one) => answerOne(ctx, one, 'in-batch')) }
  }
  return answer({ ctx, request, url, segments, caller })
}

interface Trace {
  requestId: string
  clientRequestId: string
}

function traceOf(request: Request): Trace {
  const requestId = randomUUID()
  const given = request.headers.get('client-request-id') ?? ''
  return { requestId, clientRequestId: /^[\w-]{1,64}$/.test(given) ? given : requestId }
}

function respond(made: GraphAnswer, trace: Trace): Response {
  if ('text' in made) {
    return withHeaders(
      new Response(made.text, { headers: { 'Content-Type': 'text/plain' } }),
      trace,
    )
  }
  return withHeaders(Response.json(made.body), trace, {
    'Content-Type':
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
    'OData-Version': '4.0',
  })
}

function withHeaders(
  response: Response,
  trace: Trace,
  further: Readonly<Record<string, string>> = {},
): Response {
  const headers = {
    'Cache-Control': 'no-cache',
    'Strict-Transport-Security': 'max-age=31536000',
    'X-Content-Type-Options': 'nosniff',
    'request-id': trace.requestId,
    'client-request-id': trace.clientRequestId,
    ...further,
  }
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw badRequest('The request URI is not valid.')
  }
}

function toGraphError(ctx: CloudContext, trace: Trace, thrown: unknown): GraphError {
  if (thrown instanceof GraphError) return thrown
  ctx.log({
    level: 'error',
    event: 'graph-failed',
    requestId: trace.requestId,
    error: thrown instanceof Error ? thrown.stack : `${thrown}`,
  })
  return thrown instanceof StoreUnavailableError
    ? new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.')
    : new GraphError(500, 'InternalServerError', 'The server encountered an internal error.')
}
