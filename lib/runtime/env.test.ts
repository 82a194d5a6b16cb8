import { describe, expect, it } from 'vitest'
import { EnvError, parseEnv } from './env.ts'

const good = {
  AZURE_TENANT_ID: 'C0FFEE00-0000-4000-8000-000000000001',
  AZURE_CLIENT_ID: 'c0ffee00-0000-4000-8000-000000000002',
  AZURE_CLIENT_SECRET: 'canary-secret',
}

function faults(variables: Record<string, string | undefined>): readonly string[] {
  try {
    parseEnv(variables)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.faults
    throw error
  }
}

describe('parseEnv', () => {
  it('fills in the defaults of the README', () => {
    expect(parseEnv(good)).toEqual({
      port: 3000,
      host: '0.0.0.0',
      dataDir: '.data',
      databaseUrl: null,
      tenantId: good.AZURE_TENANT_ID.toLowerCase(),
      clientId: good.AZURE_CLIENT_ID,
      clientCredential: { kind: 'secret', secret: 'canary-secret' },
      azureCloud: 'public',
      httpsProxy: null,
      azureTimeoutMs: 10_000,
      embedded: false,
      control: null,
      logLevel: 'info',
    })
  })

  it('stays on loopback with the embedded cloud', () => {
    expect(parseEnv({ ...good, STRONGROOM_EMBEDDED: '1' }).host).toBe('127.0.0.1')
  })

  it('knows of the cloud’s control on the embedded cloud only', () => {
    const given = { HTTPS_PROXY: 'http://127.0.0.1:7443', STRONGROOM_CONTROL_TOKEN: 'canary' }
    expect(parseEnv({ ...good, ...given }).control).toBeNull()
    expect(parseEnv({ ...good, ...given, STRONGROOM_EMBEDDED: '1' }).control).toEqual({
      url: 'http://127.0.0.1:7443/_cloud',
      token: 'canary',
    })
    expect(parseEnv({ ...good, STRONGROOM_EMBEDDED: '1' }).control).toBeNull()
  })

  it('treats an empty variable as unset', () => {
    expect(parseEnv({ ...good, PORT: '', DATABASE_URL: '' }).port).toBe(3000)
  })

  it.each([
    [{ PORT: '0' }, 'PORT'],
    [{ PORT: '65536' }, 'PORT'],
    [{ PORT: '3000x' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL'],
    [{ AZURE_TENANT_ID: 'contoso' }, 'AZURE_TENANT_ID'],
    [{ AZURE_TENANT_ID: undefined }, 'AZURE_TENANT_ID'],
    [{ AZURE_CLIENT_ID: 'x' }, 'AZURE_CLIENT_ID'],
    [{ AZURE_CLIENT_SECRET: undefined }, 'AZURE_CLIENT_SECRET'],
    [{ AZURE_CLIENT_CERTIFICATE_PATH: '/no/such/file.pem' }, 'AZURE_CLIENT_CERTIFICATE_PATH'],
    [{ AZURE_CLOUD: 'mars' }, 'AZURE_CLOUD'],
    [{ HTTPS_PROXY: 'socks5://x' }, 'HTTPS_PROXY'],
    [{ STRONGROOM_EMBEDDED: 'yes' }, 'STRONGROOM_EMBEDDED'],
    [{ STRONGROOM_EMBEDDED: '1', HOST: '0.0.0.0' }, 'HOST'],
    [{ AZURE_TIMEOUT_MS: '99' }, 'AZURE_TIMEOUT_MS'],
    [{ AZURE_TIMEOUT_MS: '30001' }, 'AZURE_TIMEOUT_MS'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('refuses %o with a line that names %s', (change, name) => {
    const lines = faults({ ...good, ...change })
    expect(lines.length).toBeGreaterThan(0)
    expect(lines[0]).toContain(name)
  })

  it('tells every fault at once, and no value', () => {
    const lines = faults({ ...good, PORT: 'x', AZURE_CLOUD: 'mars', AZURE_CLIENT_ID: 'canary-id' })
    expect(lines).toHaveLength(3)
    expect(lines.join('\n')).not.toContain('canary')
  })
})
