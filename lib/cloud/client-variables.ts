import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { invariant } from '#lib/base/invariant.ts'
import type { Credentials } from './login/credentials.ts'

/**
 * Lines for a shell: the variables by which Azure's clients reach the cloud of a data folder and sign in as the
 * application `automation`. They hold its secret, so they belong into `eval` and nowhere else.
 * @throws Error in words for the person at the shell, when the cloud has never been started
 */
export function clientVariables(dataDir: string, port: number): string {
  const folder = join(resolve(dataDir), 'cloud')
  const { tenantId, applications, subscriptions } = readCredentials(folder)
  const automation = applications.find(({ name }) => name === 'automation')
  invariant(automation, 'the cloud has the application automation')
  const ca = join(folder, 'ca.pem')
  const variables = {
    HTTPS_PROXY: `http://127.0.0.1:${port}`,
    NODE_EXTRA_CA_CERTS: ca,
    REQUESTS_CA_BUNDLE: ca,
    AZURE_TENANT_ID: tenantId,
    AZURE_SUBSCRIPTION_ID: subscriptions[0] ?? '',
    AZURE_CLIENT_ID: automation.clientId,
    AZURE_CLIENT_SECRET: automation.clientSecret,
  }
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`)
    .join('')
}

function readCredentials(folder: string): Credentials {
  try {
    return JSON.parse(readFileSync(join(folder, 'credentials.json'), 'utf8'))
  } catch (cause) {
    throw new Error(`There are no credentials in ${folder}. Start the cloud first.`, { cause })
  }
}
