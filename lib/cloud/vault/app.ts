import { randomUUID } from 'node:crypto'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import type { CloudApp, CloudContext, RequestInfo } from '../context.ts'
import type { Authorities } from '../issuers/authorities.ts'
import { recordAudit } from '../logs/audit.ts'
import { StoreUnavailableError } from '../store/errors.ts'
import { readApiVersion } from './api-version.ts'
import { objectProperties } from './audit-object.ts'
import { auditRow, type Trace } from './audit-row.ts'
import type { Outcome } from './call.ts'
import { errorBody, unknownOperation, VaultError } from './errors.ts'
import { commonHeaders } from './headers.ts'
import { createIssuanceWorker, type IssuanceWorker } from './issue/worker.ts'
import { operations } from './operations.ts'
import { effectiveMethod, matchOperation, pathSegments } from './route.ts'
import { judgeNetwork } from './steps/check-network.ts'
import { checkPermission } from './steps/check-permission.ts'
import { checkToken } from './steps/check-token.ts'
import { readBody } from './steps/read-body.ts'
import { sweepPurged } from './sweep.ts'
import { costOf } from './throttle/cost.ts'
import { createThrottle, type Throttle } from './throttle/throttle.ts'

export interface VaultApp extends CloudApp {
  /** The service's limits, off until they are turned on. */
  throttle: Throttle
  /** Issues what is asked for in the background. */
  worker: IssuanceWorker
  /** Resolves when no issuance is under way: before the store closes, and in tests. */
  settled(): Promise<void>
}

/**
 * Serves every `<vault>.vault.azure.net`. Issuances that an earlier process left unfinished are
 * taken up again at once.
 * @param options.authorities for tests: others than those that take their time
 */
export function createVaultApp(
  ctx: CloudContext,
  options: { authorities?: Authorities } = {},
): VaultApp {
  const worker = createIssuanceWorker(ctx, options.authorities)
  const throttle = createThrottle()
  worker.resume()
  return {
    throttle,
    worker,
    fetch: (request, info) => serve({ ctx, worker, throttle }, request, info),
    settled: () => worker.settled(),
  }
}

interface Parts {
  ctx: CloudContext
  worker: IssuanceWorker
  throttle: Throttle
}

async function serve(parts: Parts, request: Request, info: RequestInfo): Promise<Response> {
  const { ctx } = parts
  const startedAt = performance.now()
  const url = new URL(request.url)
  const vault = ctx.store.read((db) => findVaultByHostName(db, url.hostname.split('.')[0] ?? ''))
  if (!vault) return unknownHost(url.hostname)
  const requestId = randomUUID()
  const clientRequestId = readClientRequestId(request)
  const trace: Trace = {
    vault,
    info,
    request,
    url,
    startedAt,
    requestId,
    correlationId: clientRequestId ?? requestId,
    operationName: 'Authentication',
    caller: null,
    network: null,
    grant: null,
  }
  const answer = await run(parts, trace).catch((error: unknown) => refuse(ctx, trace, error))
  const headers = commonHeaders({
    vault,
    requestId,
    clientRequestId,
    remoteAddress: info.remoteAddress,
    grant: trace.grant,
  })
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value)
  if (answer.body === undefined) return new Response(null, { status: answer.status, headers })
  headers.set('Content-Type', 'application/json; charset=utf-8')
  return new Response(JSON.stringify(answer.body), { status: answer.status, headers })
}

interface Answer {
  status: number
  body?: object
  headers?: Readonly<Record<string, string>>
}

/**
 * The steps in the order of the service: token, network, permission, then everything about the
 * request itself. The last step changes the state and records the audit row in one transaction.
 */
async function run({ ctx, worker, throttle }: Parts, trace: Trace): Promise<Answer> {
  const { vault, request, url } = trace
  const caller = checkToken(request.headers.get('authorization'), vault, ctx.tokens)
  trace.caller = caller
  const match = matchOperation(operations, effectiveMethod(request), pathSegments(url.pathname))
  trace.operationName = match?.operation.name ?? 'Unknown'
  const network = ctx.store.read((db) => judgeNetwork(db, vault, caller, trace.info))
  trace.network = network.audit
  if (network.refusal) throw network.refusal
  if (!match) throw unknownOperation(effectiveMethod(request))
  const { operation, path } = match
  trace.grant = ctx.store.read((db) =>
    checkPermission(db, vault, caller, operation.right, path.name),
  )
  const apiVersion = readApiVersion(url.searchParams)
  const now = Math.floor(ctx.clock.now().getTime() / 1000)
  await sweepPurged(ctx.store, now)
  const call = {
    ctx,
    worker,
    vault,
    base: `https://${url.hostname}`,
    apiVersion,
    caller,
    path,
    query: url.searchParams,
    body: request.body === null ? {} : await readBody(request, operation.maxBody),
    now,
  }
  if (throttle.enabled)
    throttle.spend(
      vault,
      ctx.store.read((db) => costOf(operation, call, db)),
    )
  const apply = await operation.prepare(call)
  const outcome = await ctx.store.write((db): Outcome => {
    const made = apply(db)
    recordAudit(
      db,
      auditRow(trace, {
        status: made.status,
        time: ctx.clock.now(),
        properties: made.audit ?? objectProperties(operation.right.area, made.body),
      }),
    )
    return made
  })
  outcome.after?.()
  return outcome
}

/** The answer to a failed request, once its audit record is durable. No record, no details. */
async function refuse(ctx: CloudContext, trace: Trace, error: unknown): Promise<Answer> {
  const refusal = toVaultError(ctx, trace, error)
  try {
    await ctx.store.write((db) =>
      recordAudit(
        db,
        auditRow(trace, {
          status: refusal.status,
          time: ctx.clock.now(),
          description: refusal.message,
          inner: refusal.inner,
        }),
      ),
    )
  } catch (failure) {
    ctx.log({ event: 'audit unavailable', requestId: trace.requestId, failure: String(failure) })
    return { status: 503, body: errorBody(unavailable()) }
  }
  return { status: refusal.status, body: errorBody(refusal), headers: refusal.headers }
}

function toVaultError(ctx: CloudContext, trace: Trace, error: unknown): VaultError {
  if (error instanceof VaultError) return error
  if (error instanceof StoreUnavailableError) return unavailable()
  ctx.log({
    event: 'vault request failed',
    requestId: trace.requestId,
    operation: trace.operationName,
    error: error instanceof Error ? error.stack : String(error),
  })
  return new VaultError(500, 'InternalServerError', 'An unexpected error occurred.')
}

function unavailable(): VaultError {
  return new VaultError(503, 'ServiceUnavailable', 'The service is unavailable. Retry later.')
}

/** Real DNS has no such name. Over a proxy the nearest thing is an answer that says so. */
function unknownHost(host: string): Response {
  const error = new VaultError(404, 'VaultNotFound', `No key vault answers at ${host}.`)
  return Response.json(errorBody(error), { status: error.status })
}

/** Echoed and used as correlation id; anything that is not a short token is ignored. */
function readClientRequestId(request: Request): string | null {
  const id = request.headers.get('x-ms-client-request-id')
  return id !== null && /^[\w.-]{1,128}$/.test(id) ? id : null
}
