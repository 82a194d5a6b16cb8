import { type KqlSemanticError, KqlSyntaxError } from '../kql/errors.ts'

/** Details inside an error, as deep as the service nests them. */
export interface InnerError {
  code: string
  message: string
  line?: number
  pos?: number
  token?: string
  innererror?: InnerError
}

/**
 * An error of the query API as the wire shows it.
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/api/errors
 */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly status: number
  readonly code: string
  readonly inner: InnerError | null

  constructor(status: number, code: string, message: string, inner: InnerError | null = null) {
    super(message)
    this.status = status
    this.code = code
    this.inner = inner
  }
}

export function errorBody(error: QueryError, correlationId: string): object {
  return {
    error: {
      message: error.message,
      code: error.code,
      correlationId,
      ...(error.inner ? { innererror: error.inner } : {}),
    },
  }
}

export function badArgument(inner: InnerError): QueryError {
  return new QueryError(400, 'BadArgumentError', 'The request had some invalid properties', inner)
}

/** A query that cannot be run, with the place at which its grammar breaks. */
export function invalidQuery(error: KqlSyntaxError | KqlSemanticError): QueryError {
  if (!(error instanceof KqlSyntaxError)) {
    return badArgument({
      code: 'SemanticError',
      message: 'A semantic error occurred.',
      innererror: { code: error.code, message: error.message },
    })
  }
  const { line, pos } = error.place
  const place = { line, pos, token: error.token }
  return badArgument({
    code: 'SyntaxError',
    message: 'A recognition error occurred in the query.',
    ...place,
    innererror: { code: 'SYN0002', message: error.message, ...place },
  })
}

export function insufficientAccess(): QueryError {
  return new QueryError(
    403,
    'InsufficientAccessError',
    'The provided credentials have insufficient access to perform the requested operation',
  )
}

export function workspaceNotFound(): QueryError {
  return new QueryError(404, 'WorkspaceNotFoundError', 'The workspace could not be found')
}

export function pathNotFound(): QueryError {
  return new QueryError(404, 'PathNotFoundError', 'The requested path does not exist')
}
