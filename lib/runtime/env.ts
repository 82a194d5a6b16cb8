// No `server-only` here: the start command reads this too, outside any bundler. The walls keep it from pages.
import { existsSync } from 'node:fs'
import * as z from 'zod'

/** The console's settings, checked once at start. The names are those of the README's table. */
export interface Env {
  readonly port: number
  readonly host: string
  /** Folder of the console's own data. */
  readonly dataDir: string
  /** PostgreSQL instead of the file in `dataDir`. */
  readonly databaseUrl: string | null
  readonly tenantId: string
  readonly clientId: string
  readonly clientCredential:
    | { readonly kind: 'secret'; readonly secret: string }
    | { readonly kind: 'certificate'; readonly path: string }
  readonly azureCloud: 'public' | 'china' | 'usgovernment'
  readonly httpsProxy: string | null
  /** How long one try of a call to Azure may take, in ms; all its tries together twice that. */
  readonly azureTimeoutMs: number
  /** True when the start command runs us on the embedded cloud. */
  readonly embedded: boolean
  /** Where the embedded cloud tells its time and the mails that it does not send; null on a real tenant. */
  readonly control: { readonly url: string; readonly token: string } | null
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** All that is wrong with the settings, one sentence each, naming the variable. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.faults = faults
  }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const loopback = new Set(['localhost', '127.0.0.1', '::1'])

/** An unset and an empty variable mean the same: compose files often pass empty ones. */
const text = z.preprocess((value) => (value === '' ? undefined : value), z.string().optional())

function url(name: string, protocols: readonly string[]) {
  return text.refine(
    (value) => value === undefined || protocols.includes(URL.parse(value)?.protocol ?? ''),
    `${name} must be an URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}.`,
  )
}

function identifier(name: string, where: string) {
  return text
    .refine((value) => value !== undefined, `${name} is not set. It is the ${where}.`)
    .refine((value) => value === undefined || guid.test(value), {
      message: `${name} must be a GUID: the ${where}.`,
    })
    .transform((value) => value ?? '')
}

const schema = z
  .object({
    PORT: text
      .refine(
        (value) => value === undefined || isPort(value),
        'PORT must be a number from 1 to 65535.',
      )
      .transform((value) => (value === undefined ? 3000 : Number(value))),
    HOST: text,
    STRONGROOM_DATA: text.transform((value) => value ?? '.data'),
    DATABASE_URL: url('DATABASE_URL', ['postgres:', 'postgresql:']),
    AZURE_TENANT_ID: identifier('AZURE_TENANT_ID', 'directory (tenant) ID of your Entra tenant'),
    AZURE_CLIENT_ID: identifier(
      'AZURE_CLIENT_ID',
      'application (client) ID of the app registration',
    ),
    AZURE_CLIENT_SECRET: text,
    AZURE_CLIENT_CERTIFICATE_PATH: text.refine(
      (value) => value === undefined || existsSync(value),
      'AZURE_CLIENT_CERTIFICATE_PATH names a file that does not exist.',
    ),
    AZURE_CLOUD: text
      .transform((value) => value ?? 'public')
      .pipe(
        z.enum(['public', 'china', 'usgovernment'], {
          error: 'AZURE_CLOUD must be public, china or usgovernment.',
        }),
      ),
    HTTPS_PROXY: url('HTTPS_PROXY', ['http:', 'https:']),
    AZURE_TIMEOUT_MS: text
      .refine(
        (value) => value === undefined || isPatience(value),
        'AZURE_TIMEOUT_MS must be a number of milliseconds from 100 to 30000.',
      )
      .transform((value) => Number(value ?? 10_000)),
    STRONGROOM_EMBEDDED: text.refine(
      (value) => value === undefined || value === '0' || value === '1',
      'STRONGROOM_EMBEDDED is set by the start command only: 1, or not at all.',
    ),
    STRONGROOM_CONTROL_TOKEN: text,
    LOG_LEVEL: text
      .transform((value) => value ?? 'info')
      .pipe(
        z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
          error: 'LOG_LEVEL must be debug, info, warn, error or silent.',
        }),
      ),
  })
  .superRefine((env, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message })
    if (env.AZURE_CLIENT_SECRET === undefined && env.AZURE_CLIENT_CERTIFICATE_PATH === undefined) {
      fault('Set AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH: one of them is needed.')
    }
    if (env.AZURE_CLIENT_SECRET !== undefined && env.AZURE_CLIENT_CERTIFICATE_PATH !== undefined) {
      fault('Set AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH, not both.')
    }
    // The embedded cloud's accounts have no password, so nobody else may reach its console.
    if (env.STRONGROOM_EMBEDDED === '1' && !loopback.has(env.HOST ?? 'localhost')) {
      fault('HOST must stay on loopback with the embedded cloud: its accounts have no password.')
    }
  })

/** Not longer: an act without an outcome is looked up when no call can be under way any more. */
function isPatience(value: string): boolean {
  return /^\d{3,5}$/.test(value) && Number(value) >= 100 && Number(value) <= 30_000
}

function isPort(value: string): boolean {
  return /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535
}

/** Checks the settings. Throws `EnvError` with one line per fault; values never appear in it. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const parsed = schema.safeParse(variables)
  if (!parsed.success) {
    throw new EnvError([...new Set(parsed.error.issues.map((issue) => issue.message))])
  }
  const env = parsed.data
  const embedded = env.STRONGROOM_EMBEDDED === '1'
  return {
    port: env.PORT,
    host: env.HOST ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
    dataDir: env.STRONGROOM_DATA,
    databaseUrl: env.DATABASE_URL ?? null,
    tenantId: env.AZURE_TENANT_ID.toLowerCase(),
    clientId: env.AZURE_CLIENT_ID.toLowerCase(),
    clientCredential:
      env.AZURE_CLIENT_SECRET === undefined
        ? { kind: 'certificate', path: env.AZURE_CLIENT_CERTIFICATE_PATH ?? '' }
        : { kind: 'secret', secret: env.AZURE_CLIENT_SECRET },
    azureCloud: env.AZURE_CLOUD,
    httpsProxy: env.HTTPS_PROXY ?? null,
    azureTimeoutMs: env.AZURE_TIMEOUT_MS,
    embedded,
    control: embedded ? controlOf(env.HTTPS_PROXY, env.STRONGROOM_CONTROL_TOKEN) : null,
    logLevel: env.LOG_LEVEL,
  }
}

/** The embedded cloud's proxy answers about the cloud itself, to whoever has the token. */
function controlOf(proxy: string | undefined, token: string | undefined): Env['control'] {
  const url = URL.parse('/_cloud', proxy)
  return url === null || token === undefined ? null : { url: url.href, token }
}
