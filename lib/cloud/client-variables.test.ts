import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { clientVariables } from './client-variables.ts'

let cloud: TestCloud
beforeEach(async () => {
  cloud = await startTestCloud()
})
afterEach(() => cloud.close())

it('prepares a shell in which other programs find the cloud and may sign in', () => {
  const script = `${clientVariables(cloud.dataDir, cloud.port)}env`
  const shell = execFileSync('sh', ['-c', script], {
    encoding: 'utf8',
    env: { NODE_ENV: 'test', PATH: process.env.PATH },
  })
  const automation = cloud.credentials.applications.find(({ name }) => name === 'automation')
  expect(shell.split('\n')).toEqual(
    expect.arrayContaining([
      `HTTPS_PROXY=http://127.0.0.1:${cloud.port}`,
      `REQUESTS_CA_BUNDLE=${cloud.dataDir}/cloud/ca.pem`,
      `NODE_EXTRA_CA_CERTS=${cloud.dataDir}/cloud/ca.pem`,
      `AZURE_TENANT_ID=${cloud.credentials.tenantId}`,
      `AZURE_CLIENT_ID=${automation?.clientId}`,
      `AZURE_CLIENT_SECRET=${automation?.clientSecret}`,
    ]),
  )
})

it('says what to do when the cloud was never started', () => {
  expect(() => clientVariables('/nowhere', 7443)).toThrow(
    'There are no credentials in /nowhere/cloud. Start the cloud first.',
  )
})
