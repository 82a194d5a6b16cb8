import { EnvError, parseEnv } from './env.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** What the start command needs to know beside what the console reads itself. */
export interface Settings {
  port: number
  host: string
  cloudPort: number
  dataDir: string
  /** True when no tenant is configured, so that the embedded cloud is started. */
  embedded: boolean
}

/** Stands for what the embedded cloud will hand out, so that the rest can be checked before it runs. */
const UNKNOWN_YET = {
  AZURE_TENANT_ID: '00000000-0000-0000-0000-000000000000',
  AZURE_CLIENT_ID: '00000000-0000-0000-0000-000000000000',
  AZURE_CLIENT_SECRET: 'made on the first start',
  AZURE_CLIENT_CERTIFICATE_PATH: undefined,
  STRONGROOM_EMBEDDED: '1',
}

/** Reads the settings table of the README from the environment; one plain line for each fault. */
export function readSettings(
  env: Environment,
): { ok: true; value: Settings } | { ok: false; faults: readonly string[] } {
  const embedded = !env.AZURE_TENANT_ID
  const faults: string[] = []
  const cloudPort = Number(env.CLOUD_PORT || 7443)
  if (!Number.isInteger(cloudPort) || cloudPort < 1 || cloudPort > 65_535) {
    faults.push('CLOUD_PORT must be a number from 1 to 65535.')
  }
  if (embedded && Number(env.PORT || 3000) === cloudPort) {
    faults.push('PORT and CLOUD_PORT must differ.')
  }
  try {
    const console = parseEnv(embedded ? { ...env, ...UNKNOWN_YET } : env)
    if (faults.length > 0) return { ok: false, faults }
    const { port, host, dataDir } = console
    return { ok: true, value: { port, host, cloudPort, dataDir, embedded } }
  } catch (error) {
    if (!(error instanceof EnvError)) throw error
    return { ok: false, faults: [...error.faults, ...faults] }
  }
}
