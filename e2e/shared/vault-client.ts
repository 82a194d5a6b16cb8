import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PipelineRequest, SendRequest } from '@azure/core-rest-pipeline'
import { ClientSecretCredential } from '@azure/identity'
import { CertificateClient, type CertificatePolicy } from '@azure/keyvault-certificates'
import { agentFor } from '../bench/cloud/hammer.ts'
import { credentials, dataFolder } from './control.ts'
import { application } from './http-session.ts'

/** The official client of a vault, signed in as the application that may do everything there. */
export function vaultClient(vault: string): CertificateClient {
  const { clientId, clientSecret } = application('automation')
  const ca = readFileSync(join(dataFolder(), 'cloud', 'ca.pem'), 'utf8')
  const agent = agentFor(Number(process.env.E2E_CLOUD_PORT), ca)
  const through = {
    name: 'throughCloud',
    sendRequest(request: PipelineRequest, next: SendRequest) {
      request.agent = agent
      return next(request)
    },
  }
  const options = { additionalPolicies: [{ policy: through, position: 'perRetry' as const }] }
  return new CertificateClient(
    `https://${vault}.vault.azure.net`,
    new ClientSecretCredential(credentials().tenantId, clientId, clientSecret, options),
    options,
  )
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
