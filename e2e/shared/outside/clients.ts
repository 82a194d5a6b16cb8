import { ClientSecretCredential } from '@azure/identity'
import { CertificateClient } from '@azure/keyvault-certificates'
import { SecretClient } from '@azure/keyvault-secrets'

export function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set.`)
  return value
}

/** The official clients as their documentation shows them: no option about proxy, trust or challenge. */
export const credential = new ClientSecretCredential(
  setting('AZURE_TENANT_ID'),
  setting('AZURE_CLIENT_ID'),
  setting('AZURE_CLIENT_SECRET'),
)

export function clientsOf(vault: string) {
  const url = `https://${vault}.vault.azure.net`
  return {
    certificates: new CertificateClient(url, credential),
    secrets: new SecretClient(url, credential),
  }
}

export function say(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}
