import 'server-only'
import { isRestError, type RestError } from '@azure/core-rest-pipeline'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { HostRefused } from './clouds.ts'
import { byStatus, type CallContext, noAnswer, type ServiceError, words } from './error-words.ts'
import { managementWords } from './management-words.ts'
import { refusalOf, retryAfterMs, TransportError } from './transport.ts'

export type { CallContext }

/** Runs one call to Azure; whatever it throws comes out as `FailureError`. */
export async function translated<T>(context: CallContext, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw toFailure(error, context)
  }
}

/**
 * The one translator from what the Azure SDKs throw to our codes and words. Errors that are none of the
 * SDKs' are returned as they are: they are defects, or failures already.
 */
export function toFailure(error: unknown, context: CallContext): unknown {
  if (error instanceof FailureError) return error
  const failure = read(error, context)
  return failure === null ? error : new FailureError(failure, { cause: error })
}

function read(error: unknown, context: CallContext): Failure | null {
  const base = {
    plane: context.plane,
    right: context.right,
    ...(context.vault === null ? {} : { vault: context.vault }),
  }
  const where =
    context.service ??
    (context.vault === null || context.plane === 'management'
      ? 'Azure Resource Manager'
      : `The vault ${context.vault}`)
  if (error instanceof TransportError) return { ...noAnswer(error.kind, where, context), ...base }
  if (error instanceof HostRefused) {
    return {
      ...words(
        'upstream',
        502,
        'An answer led outside Azure',
        `${where} pointed to an address that does not belong to the configured cloud; nothing was sent there.`,
        'Tell whoever runs this console; this should never happen.',
      ),
      ...base,
    }
  }
  if (!isRestError(error) || error.statusCode === undefined)
    return unknownShape(error, where, context, base)
  const body = readBody(error)
  const seconds = retryAfterMs(error.response?.headers.get('retry-after'))
  const requestId = error.response?.headers.get('x-ms-request-id')
  return {
    ...base,
    ...(managementWords(error.statusCode, body, context) ??
      byStatus(error, error.statusCode, body, where, context)),
    ...(seconds === null ? {} : { retryAfterSeconds: Math.ceil(seconds / 1000) }),
    ...(requestId === undefined ? {} : { requestId }),
  }
}

function unknownShape(
  error: unknown,
  where: string,
  context: CallContext,
  base: object,
): Failure | null {
  if (isRestError(error)) return { ...noAnswer('unreachable', where, context), ...base }
  // The SDK checks the challenge before it asks for a token, and throws a plain Error.
  if (error instanceof Error && /^The challenge /.test(error.message)) {
    return {
      ...words(
        'upstream',
        502,
        'The vault asked for a sign-in of another cloud',
        `${where} named a resource that it does not belong to; no token was sent.`,
        'Check AZURE_CLOUD in the settings of the console.',
      ),
      ...base,
    }
  }
  return null
}

/**
 * Reads `{"error":{"code","message","innererror":{"code"}}}`: the SDKs hand it on as `details`, renamed to
 * camel case, only sometimes as text, and of what takes long as the error's own members alone. Members are
 * empty when it is something else.
 */
function readBody(error: RestError): ServiceError {
  const main =
    member(error.details, 'error') ??
    member(parse(error.response?.bodyAsText), 'error') ??
    member(parse(refusalOf(error.request)), 'error')
  const inner = member(main, 'innerError') ?? member(main, 'innererror')
  return {
    code: text(member(main, 'code')) || text(error.code),
    inner: text(member(inner, 'code')),
    message: text(member(main, 'message')) || (main === undefined ? text(error.message) : ''),
  }
}

function parse(json: string | null | undefined): unknown {
  try {
    return JSON.parse(json ?? '')
  } catch {
    // A gateway on the way answers HTML; then only the status speaks.
    return null
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
