import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { CloudApp, CloudContext, RequestInfo } from '../context.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { ArmAnswer, ArmCall, ArmCaller, Operation, ProvenCall } from './call.ts'
import { ArmError, errorBody } from './errors.ts'
import { providerReads } from './providers/key-vault.ts'
import { resourceReads } from './resources/list.ts'
import { authenticate } from './steps/authenticate.ts'
import { checkApiVersion } from './steps/check-api-version.ts'
import { recordCall } from './steps/record.ts'
import { respond } from './steps/respond.ts'
import { resourceGroupReads } from './subscriptions/groups.ts'
import { subscriptionReads } from './subscriptions/read.ts'
import { refuseUnmatched } from './unmatched.ts'
import { vaultReads } from './vaults/read.ts'

/** Everything of the management plane that this cloud plays. */
const operations: readonly Operation[] = [
  ...subscriptionReads,
  ...resourceGroupReads,
  ...resourceReads,
  ...providerReads,
  ...vaultReads,
]

interface Bindings {
  Bindings: { info: RequestInfo }
}

/** The management plane, `management.azure.com`. Each call: token, version, right, act, record, answer. */
export function createArmApp(ctx: CloudContext): CloudApp {
  // Segments are matched without case; operations read names from the original path.
  const app = new Hono<Bindings>({
    getPath: (request) => `/${segmentsOf(request).join('/')}`.toLowerCase(),
  })
  for (const operation of operations) {
    app.on(operation.method, operation.path, (c) => serve(ctx, c.req.raw, c.env.info, operation))
  }
  app.notFound((c) => serve(ctx, c.req.raw, c.env.info, null))
  return { fetch: async (request, info) => app.fetch(request, { info }) }
}

async function serve(
  ctx: CloudContext,
  request: Request,
  info: RequestInfo,
  operation: Operation | null,
): Promise<Response> {
  const started = performance.now()
  const call = begin(ctx, request, info)
  const done = decide(call, operation)
  try {
    await recordCall(call, {
      operationName: nameOf(done, operation, request),
      category: operation?.category ?? 'Administrative',
      claims: done.caller?.claims ?? null,
      status: done.answer.status,
      message: done.error?.message ?? null,
      durationMs: performance.now() - started,
    })
  } catch (error) {
    // No record, no answer.
    ctx.log({ level: 'error', event: 'audit-failed', requestId: call.requestId, error: `${error}` })
    return respond(call, unavailable())
  }
  return respond(call, done.answer)
}

interface Decision {
  answer: ArmAnswer
  caller: ArmCaller | null
  error: ArmError | null
}

function decide(call: ArmCall, operation: Operation | null): Decision {
  let caller: ArmCaller | null = null
  try {
    caller = authenticate(call)
    const proven: ProvenCall = { ...call, caller }
    if (!operation) return refuseUnmatched(proven)
    checkApiVersion(call, operation.versions)
    return { answer: operation.handle(proven, paramsOf(call, operation)), caller, error: null }
  } catch (thrown) {
    const error = toArmError(call, thrown)
    const { status, headers } = error
    return { answer: { status, headers, body: errorBody(error) }, caller, error }
  }
}

function begin(ctx: CloudContext, request: Request, info: RequestInfo): ArmCall {
  const requestId = randomUUID()
  const given = request.headers.get('x-ms-correlation-request-id') ?? ''
  return {
    ctx,
    info,
    request,
    url: new URL(request.url),
    segments: segmentsOf(request),
    requestId,
    correlationId: /^[0-9a-f-]{36}$/i.test(given) ? given : requestId,
  }
}

/**
 * Decoded segments without empty ones: clients double slashes and end paths with one. A segment that
 * hides a slash stays encoded: it is a name that nothing has, never a way into another scope.
 */
function segmentsOf(request: Request): string[] {
  const { pathname } = new URL(request.url)
  return pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map((segment) => {
      try {
        const decoded = decodeURIComponent(segment)
        return decoded.includes('/') ? segment : decoded
      } catch {
        return segment
      }
    })
}

function paramsOf(call: ArmCall, operation: Operation): (name: string) => string {
  const pattern = operation.path.split('/').slice(1)
  return (name) => call.segments[pattern.indexOf(`:${name}`)] ?? ''
}

function nameOf(done: Decision, operation: Operation | null, request: Request): string {
  if (!done.caller) return 'Authentication'
  return operation?.name ?? `Unknown${request.method}`
}

function toArmError(call: ArmCall, thrown: unknown): ArmError {
  if (thrown instanceof ArmError) return thrown
  call.ctx.log({
    level: 'error',
    event: 'arm-failed',
    requestId: call.requestId,
    error: thrown instanceof Error ? thrown.stack : `${thrown}`,
  })
  if (thrown instanceof StoreUnavailableError) {
    return new ArmError(503, 'ServiceUnavailable', unavailableMessage)
  }
  return new ArmError(
    500,
    'InternalServerError',
    'The server encountered an internal error. Please retry the request.',
  )
}

const unavailableMessage = 'The service is temporarily unavailable. Please retry the request.'

function unavailable(): ArmAnswer {
  return {
    status: 503,
    headers: { 'Retry-After': '5' },
    body: { error: { code: 'ServiceUnavailable', message: unavailableMessage } },
  }
}
