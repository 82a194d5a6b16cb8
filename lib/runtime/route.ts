import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import type { Services } from '#lib/features/services.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Role } from '#lib/session/roles.ts'
import { foreignFailure, foreignRouteReason } from '#lib/session/same-origin.ts'
import { callerOrThrow } from '#lib/session/server.ts'
import { publicFailure } from './failures.ts'
import { theConsole } from './services.ts'

/** Headers of every answer under `/api`: it is one person's, at one moment. */
export const privateHeaders = { 'cache-control': 'no-store', vary: 'cookie' } as const

export interface RouteCall {
  readonly services: Services
  readonly caller: Caller
}

/**
 * A route handler in the contract's order: session → own page (for what is no GET) → role → `answer`, which
 * parses and makes one feature call. Failures leave as `application/problem+json` (RFC 9457).
 */
export async function route(
  request: Request,
  roles: readonly [Role, ...Role[]],
  answer: (call: RouteCall) => Promise<Response>,
): Promise<Response> {
  const { log, services } = await theConsole()
  try {
    const caller = await callerOrThrow()
    if (request.method !== 'GET') assertOwn(request)
    authorize(caller, ...roles)
    return await answer({ services, caller })
  } catch (error) {
    const { pathname } = new URL(request.url)
    return problem(publicFailure(error, log, { method: request.method, path: pathname }))
  }
}

/** Throws `FailureError` when a request that changes something does not come from our own pages. */
export function assertOwn(request: Request): void {
  const reason = foreignRouteReason(request.headers)
  if (reason !== null) throw new FailureError(foreignFailure, { cause: new Error(reason) })
}

export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: privateHeaders })
}

export function problem(failure: Failure): Response {
  return new Response(JSON.stringify({ type: 'about:blank', ...failure }), {
    status: failure.status,
    headers: {
      ...privateHeaders,
      'content-type': 'application/problem+json',
      ...(failure.retryAfterSeconds === undefined
        ? {}
        : { 'retry-after': String(failure.retryAfterSeconds) }),
    },
  })
}

/** A file to save. Names of our files are plain ASCII, so no encoding is needed. */
export function download(file: {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly fileName: string
}): Response {
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      ...privateHeaders,
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.fileName.replaceAll(/[^\w.-]/g, '_')}"`,
    },
  })
}

/** A schema of zod or zod/mini. */
interface Schema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false
        error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }
      }
}

/** Checks input from an address or a body. Throws `FailureError` invalid-input with its fields. */
export function parsed<T>(schema: Schema<T>, value: unknown): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const fields: Record<string, string[]> = {}
  for (const { path, message } of result.error.issues) {
    const name = path.map(String).join('.')
    fields[name] = [...(fields[name] ?? []), message]
  }
  throw invalid(Object.values(fields)[0]?.[0] ?? 'The input was not accepted.', fields)
}

export function invalid(detail: string, fields: Record<string, string[]>): FailureError {
  return new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'The request was not accepted',
    detail,
    nextStep: 'Correct it and send it again.',
    fields,
  })
}

/** The body as JSON, at most `maxBytes` long. Throws `FailureError` invalid-input. */
export async function jsonBody(request: Request, maxBytes = 64 * 1024): Promise<unknown> {
  // Other kinds of body are what a foreign page may send without a preflight (Fetch, "CORS-safelisted").
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw invalid('Send the body as application/json.', {})
  }
  const bytes = await limitedBody(request, maxBytes)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw invalid('The body is not JSON.', {})
  }
}

/** The body as multipart/form-data, at most `maxBytes` long. Throws `FailureError` invalid-input. */
export async function formBody(request: Request, maxBytes: number): Promise<FormData> {
  const bytes = await limitedBody(request, maxBytes)
  const contentType = request.headers.get('content-type') ?? ''
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw invalid('The upload did not arrive whole. Choose the file again.', {
      file: ['The upload did not arrive whole. Choose the file again.'],
    })
  }
}

/** Reads a body and stops as soon as it is too long, whatever its Content-Length says. */
export async function limitedBody(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  for (;;) {
    const part = await reader?.read()
    if (part?.value === undefined) break
    size += part.value.byteLength
    if (size > maxBytes) {
      await reader?.cancel()
      throw tooLarge(maxBytes)
    }
    chunks.push(part.value)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function tooLarge(maxBytes: number): FailureError {
  const message = `The file is too large: at most ${Math.floor(maxBytes / 1024)} kB are taken.`
  return new FailureError({
    code: 'invalid-input',
    status: 413,
    title: 'The file is too large',
    detail: message,
    nextStep: 'Choose another: what is taken here is far smaller.',
    fields: { file: [message] },
  })
}
