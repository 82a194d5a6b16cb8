import { z } from 'zod'

const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

const port = (name: string, fallback: number) =>
  z.coerce
    .number({ error: `${name} must be a port number.` })
    .int(`${name} must be a port number.`)
    .min(1, `${name} must be between 1 and 65535.`)
    .max(65_535, `${name} must be between 1 and 65535.`)
    .default(fallback)

const guid = (name: string) =>
  z.guid(`${name} must be a GUID such as 3f2504e0-4f89-41d3-9a0c-0305e82c3301.`)

const schema = z.object({
  PORT: port('PORT', 3000),
  CLOUD_PORT: port('CLOUD_PORT', 7443),
  HOST: z.string().optional(),
  STRONGROOM_DATA: z.string().default('.data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'DATABASE_URL must be a postgres:// address.' })
    .optional(),
  AZURE_TENANT_ID: guid('AZURE_TENANT_ID').optional(),
  AZURE_CLIENT_ID: guid('AZURE_CLIENT_ID').optional(),
  AZURE_CLIENT_SECRET: z.string().optional(),
  AZURE_CLIENT_CERTIFICATE_PATH: z.string().optional(),
  AZURE_CLOUD: z
    .enum(['public', 'china', 'usgovernment'], {
      error: 'AZURE_CLOUD must be public, china or usgovernment.',
    })
    .default('public'),
})

type Environment = Record<string, string | undefined>

/** Faults that lie between settings; kept apart so that they show beside the others. */
function conflicts(env: Environment): string[] {
  const faults: string[] = []
  if (env.AZURE_TENANT_ID === undefined) {
    if (env.HOST !== undefined && !LOOPBACK.includes(env.HOST)) {
      faults.push(
        `HOST is ${env.HOST}, but on the embedded cloud the console listens on loopback only: its accounts have no password. Remove HOST, or set AZURE_TENANT_ID.`,
      )
    }
    if ((env.PORT ?? '3000') === (env.CLOUD_PORT ?? '7443')) {
      faults.push('PORT and CLOUD_PORT must differ.')
    }
    return faults
  }
  if (env.AZURE_CLIENT_ID === undefined) {
    faults.push('AZURE_CLIENT_ID is missing: the application that the console signs in with.')
  }
  if (!env.AZURE_CLIENT_SECRET && !env.AZURE_CLIENT_CERTIFICATE_PATH) {
    faults.push(
      'AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH is missing: the console acts on behalf of the signed-in user with it.',
    )
  }
  return faults
}

/** What the start command needs to know; the console checks the rest of its environment itself. */
export interface Settings {
  port: number
  host: string
  cloudPort: number
  dataDir: string
  /** True when no tenant is configured, so that the embedded cloud is started. */
  embedded: boolean
}

/** Reads the settings table of the README from the environment; one plain line for each fault. */
export function readSettings(
  env: Record<string, string | undefined>,
): { ok: true; value: Settings } | { ok: false; faults: string[] } {
  // An empty variable means unset, as in most shells' and containers' configuration.
  const given: Environment = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== ''),
  )
  const parsed = schema.safeParse(given)
  const faults = [
    ...(parsed.error?.issues.map((issue) => issue.message) ?? []),
    ...conflicts(given),
  ]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }
  const embedded = parsed.data.AZURE_TENANT_ID === undefined
  return {
    ok: true,
    value: {
      port: parsed.data.PORT,
      host: parsed.data.HOST ?? (embedded ? '127.0.0.1' : '0.0.0.0'),
      cloudPort: parsed.data.CLOUD_PORT,
      dataDir: parsed.data.STRONGROOM_DATA,
      embedded,
    },
  }
}
