import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const TENANT = {
  AZURE_TENANT_ID: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  AZURE_CLIENT_ID: '3f2504e0-4f89-41d3-9a0c-0305e82c3302',
  AZURE_CLIENT_SECRET: 'from-the-vault',
}

test('an empty environment means the embedded cloud on loopback', () => {
  expect(readSettings({})).toEqual({
    ok: true,
    value: { port: 3000, host: '127.0.0.1', cloudPort: 7443, dataDir: '.data', embedded: true },
  })
})

test('with a tenant the console listens on every address', () => {
  expect(readSettings(TENANT)).toMatchObject({ value: { embedded: false, host: '0.0.0.0' } })
})

test.each([
  ['PORT is no number', { PORT: 'abc' }, /^PORT must be a number/],
  ['CLOUD_PORT is too high', { CLOUD_PORT: '70000' }, /^CLOUD_PORT must be a number/],
  ['the ports are equal', { PORT: '7443' }, /must differ/],
  ['the embedded cloud would be public', { HOST: '0.0.0.0' }, /loopback/],
  ['the tenant is no GUID', { ...TENANT, AZURE_TENANT_ID: 'contoso' }, /AZURE_TENANT_ID/],
  ['the credential is missing', { ...TENANT, AZURE_CLIENT_SECRET: '' }, /AZURE_CLIENT_SECRET or/],
  ['the cloud is unknown', { AZURE_CLOUD: 'mars' }, /AZURE_CLOUD must be/],
])('one line says that %s', (_, env, line) => {
  const result = readSettings(env)
  expect(result.ok ? [] : result.faults).toEqual([expect.stringMatching(line)])
})
