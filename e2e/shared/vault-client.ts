import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isRestError, type PipelineRequest, type SendRequest } from '@azure/core-rest-pipeline'
import { ClientSecretCredential, type TokenCredential } from '@azure/identity'
import { CertificateClient, type CertificatePolicy } from '@azure/keyvault-certificates'
import { agentFor } from '../bench/cloud/hammer.ts'
import { credentials, dataFolder } from './control.ts'
import { application } from './http-session.ts'

/**
 * The official client of a vault, signed in as the application that may do everything there.
 * @param address where its requests to the cloud come from; this machine unless told otherwise
 * @param token of somebody else, in place of that application
 */
export function vaultClient(vault: string, address?: string, token?: string): CertificateClient {
  const { clientId, clientSecret } = application('automation')
  const ca = readFileSync(join(dataFolder(), 'cloud', 'ca.pem'), 'utf8')
  const agent = agentFor(Number(process.env.E2E_CLOUD_PORT), ca)
  const through = {
    name: 'throughCloud',
    sendRequest(request: PipelineRequest, next: SendRequest) {
      request.agent = agent
      if (address !== undefined) {
        request.headers.set('x-strongroom-control', credentials().controlToken)
        request.headers.set('x-strongroom-caller', JSON.stringify({ address }))
      }
      return next(request)
    },
  }
  const options = { additionalPolicies: [{ policy: through, position: 'perRetry' as const }] }
  const credential: TokenCredential =
    token === undefined
      ? new ClientSecretCredential(credentials().tenantId, clientId, clientSecret, options)
      : { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 600_000 }) }
  return new CertificateClient(`https://${vault}.vault.azure.net`, credential, options)
}

/** What the vault answers to whoever this token is of, who reads a certificate. */
export async function statusOfGet(vault: string, name: string, token: string): Promise<number> {
  return statusOf(() => vaultClient(vault, undefined, token).getCertificate(name))
}

/** What the vault answers to whoever this token is of, who lists its certificates. */
export async function statusOfList(vault: string, token: string): Promise<number> {
  return statusOf(() => vaultClient(vault, undefined, token).listPropertiesOfCertificates().next())
}

/** What the vault answers to a list of its certificates that is asked for from this address. */
export async function statusFrom(vault: string, address: string): Promise<number> {
  return statusOf(() => vaultClient(vault, address).listPropertiesOfCertificates().next())
}

async function statusOf(call: () => Promise<unknown>): Promise<number> {
  try {
    await call()
    return 200
  } catch (error) {
    if (isRestError(error) && error.statusCode !== undefined) return error.statusCode
    throw error
  }
}

/** Orders a certificate as another tool would; returns when the vault has accepted the order. */
export async function orderElsewhere(
  vault: string,
  name: string,
  policy: Partial<CertificatePolicy> = {},
): Promise<void> {
  await vaultClient(vault).beginCreateCertificate(name, {
    issuerName: 'Unknown',
    subject: `CN=${name}.contoso.example`,
    keyType: 'EC',
    keyCurveName: 'P-256',
    keyUsage: ['digitalSignature'],
    ...policy,
  })
}
