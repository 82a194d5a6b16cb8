import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import type { CloudApp, CloudContext, RequestInfo } from '../context.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import type { Db } from '../store/store.ts'
import { VaultError } from '../vault/errors.ts'
import { bodyReader } from './body.ts'
import type { Apply, ArmAnswer, ArmCall, ArmCaller, Operation, ProvenCall } from './call.ts'
import { ArmError, errorBody } from './errors.ts'
import { operations } from './operations.ts'
import { authenticate } from './steps/authenticate.ts'
import { checkApiVersion } from './steps/check-api-version.ts'
import { recordCall } from './steps/record.ts'
import { type Refusal, respond } from './steps/respond.ts'
import { refuseUnmatched } from './unmatched.ts'
import { vaultProperties } from './vaults/audit-vault.ts'
import { createPurger, type Purger } from './vaults/purger.ts'

interface Bindings {
  Bindings: { info: RequestInfo }
}

export interface ArmApp extends CloudApp {
  /** Resolves when no work is under way behind an answer: before the store closes, and in tests. */
  settled(): Promise<void>
  /** Removes what purged vaults held. */
  purger: Purger
}

/** What every call of a running management plane shares. */
type Services = Pick<ArmCall, 'ctx' | 'purger' | 'vaultRecovered'>

export interface ArmOptions {
  /** Hears of a vault that is back, with work in it that may have been interrupted. */
  vaultRecovered?: () => void
}

/** The management plane, `management.azure.com`. Each call: token, version, right, act, record, answer. */
export function createArmApp(ctx: CloudContext, options: ArmOptions = {}): ArmApp {
  const { vaultRecovered = () => undefined } = options
  const services = { ctx, purger: createPurger(ctx), vaultRecovered }
  services.purger.wake()
  // Segments are matched without case; operations read names from the original path.
  const app = new Hono<Bindings>({
    getPath: (request) => `/${segmentsOf(request).join('/')}`.toLowerCase(),
  })
  for (const operation of operations) {
    app.on(operation.method, operation.path, (c) =>
      serve(services, c.req.raw, c.env.info, operation),
    )
  }
  app.notFound((c) => serve(services, c.req.raw, c.env.info, null))
  return {
    fetch: async (request, info) => app.fetch(request, { info }),
    settled: () => services.purger.settled(),
    purger: services.purger,
  }
}

async function serve(
  services: Services,
  request: Request,
  info: RequestInfo,
  operation: Operation | null,
): Promise<Response> {
  const call = begin(services, request, info)
  const trace: Trace = { call, operation, startedAt: performance.now(), caller: null }
  const answer = await run(trace).catch((thrown: unknown) => refuse(trace, thrown))
  return respond(call, answer)
}

interface Trace {
  call: ArmCall
  operation: Operation | null
  /** Milliseconds of `performance.now()` at arrival. */
  startedAt: number
  caller: ArmCaller | null
}

/** The last step changes the state and records the audit row in one transaction. */
async function run(trace: Trace): Promise<ArmAnswer> {
  const { call, operation } = trace
  trace.caller = authenticate(call)
  const known = { ...call, caller: trace.caller }
  if (!operation) return refuseUnmatched(known)
  const apiVersion = checkApiVersion(call, operation.versions)
  const body = bodyReader(await call.request.text())
  const apply = await prepare({ ...known, apiVersion, body }, operation)
  const answer = await call.ctx.store.write((db) => {
    const made = apply(db)
    const properties = { ...vaultProperties(made.body), ...made.audit }
    record(db, trace, { status: made.status, name: made.auditName, properties })
    return made
  })
  answer.after?.()
  return answer
}

function prepare(call: ProvenCall, operation: Operation): Apply | Promise<Apply> {
  const params = paramsOf(call, operation)
  if ('prepare' in operation) return operation.prepare(call, params)
  const answer = operation.handle(call, params)
  return answer instanceof Promise ? answer.then((made) => () => made) : () => answer
}

/** The answer to a failed request, once its audit record is durable. No record, no details. */
async function refuse(trace: Trace, thrown: unknown): Promise<Refusal> {
  const { call } = trace
  const error = toArmError(call, thrown)
  try {
    await call.ctx.store.write((db) =>
      record(db, trace, { status: error.status, message: error.message }),
    )
  } catch (failure) {
    const { ctx, requestId } = call
    ctx.log({ level: 'error', event: 'audit-failed', requestId, error: `${failure}` })
    return asAnswer(unavailable())
  }
  return asAnswer(error)
}

interface Outcome {
  status: number
  message?: string
  name?: string | undefined
  properties?: Readonly<Record<string, unknown>>
}

function record(db: Db, trace: Trace, outcome: Outcome): void {
  const { call, operation, caller } = trace
  const { status, message = null, properties = {} } = outcome
  const known = outcome.name ?? operation?.name ?? `Unknown${call.request.method}`
  recordCall(db, call, {
    operationName: caller ? known : 'Authentication',
    category: operation?.category ?? 'Administrative',
    claims: caller?.claims ?? null,
    status,
    message,
    properties,
    durationMs: performance.now() - trace.startedAt,
  })
}

function begin(services: Services, request: Request, info: RequestInfo): ArmCall {
  const requestId = randomUUID()
  const given = request.headers.get('x-ms-correlation-request-id') ?? ''
  return {
    ...services,
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

function toArmError(call: ArmCall, thrown: unknown): ArmError {
  if (thrown instanceof ArmError) return thrown
  // Keys and secrets are refused in the words of the data plane.
  if (thrown instanceof VaultError) return new ArmError(thrown.status, thrown.code, thrown.message)
  if (thrown instanceof StoreUnavailableError) return unavailable()
  call.ctx.log({
    level: 'error',
    event: 'arm-failed',
    requestId: call.requestId,
    error: thrown instanceof Error ? thrown.stack : `${thrown}`,
  })
  return new ArmError(
    500,
    'InternalServerError',
    'The server encountered an internal error. Please retry the request.',
  )
}

function unavailable(): ArmError {
  return new ArmError(
    503,
    'ServiceUnavailable',
    'The service is temporarily unavailable. Please retry the request.',
    { 'Retry-After': '5' },
  )
}

function asAnswer(error: ArmError): Refusal {
  return { status: error.status, headers: error.headers, body: errorBody(error) }
}
