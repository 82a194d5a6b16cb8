import 'server-only'
import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger }

/** Members whose values never reach the log, at any depth that we log. */
const secretMembers = [
  'token',
  'assertion',
  'accessToken',
  'access_token',
  'refresh_token',
  'client_secret',
  'secret',
  'password',
  'pwd',
  'pfx',
  'pem',
  'value',
  'file',
  'cookie',
  'authorization',
  'Authorization',
]

/** Things that look like a token, a private key or a long base64 blob inside a text. */
const secretText =
  /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)|Bearer\s+\S+/g

export function scrub(text: string): string {
  return text.replaceAll(secretText, '[removed]')
}

/**
 * What may be logged of an error. Errors of the Azure SDKs carry request and response as members; only
 * name, message, code, status and our own stack are taken.
 */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: scrub(String(error)) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const status =
    'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined
  return {
    name: error.name,
    message: scrub(error.message),
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    stack: scrub(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}

/** File descriptor of standard error: the start command throws away what Next.js writes to standard output. */
const standardError = 2

/** The console's log: one JSON object a line on standard error, UTC times, nothing secret. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { program: 'console' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: secretMembers.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[removed]',
    },
    serializers: { err: describeError, error: describeError },
    hooks: {
      logMethod(
        args: Parameters<Logger['info']>,
        method: (...args: Parameters<Logger['info']>) => void,
      ) {
        const clean = args.map((arg: unknown) => (typeof arg === 'string' ? scrub(arg) : arg))
        Reflect.apply(method, this, clean)
      },
    },
  }
  return pino(options, destination ?? pino.destination(standardError))
}
